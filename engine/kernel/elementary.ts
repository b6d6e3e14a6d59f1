/**
 * Logarithm and exponential from the four basic operations alone, after fdlibm (Sun Microsystems, 1993): JavaScript
 * engines may round the built-in ones differently, and a run must give the same bytes on all of them.
 */
const bits = new DataView(new ArrayBuffer(8));

function highWord(x: number): number {
  bits.setFloat64(0, x);
  return bits.getInt32(0);
}

function withHighWord(x: number, high: number): number {
  bits.setFloat64(0, x);
  bits.setInt32(0, high);
  return bits.getFloat64(0);
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_54 = 18014398509481984;

/** Natural logarithm, within one unit in the last place; NaN below zero. */
export function log(argument: number): number {
  let x = argument;
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let high = highWord(x);
  if (high < 0x00100000) {
    k = -54;
    x *= TWO_54;
    high = highWord(x);
  }
  k += (high >> 20) - 1023;
  high &= 0xfffff;
  const carry = (high + 0x95f64) & 0x100000;
  x = withHighWord(x, high | (carry ^ 0x3ff00000));
  k += carry >> 20;
  const f = x - 1;
  if ((0xfffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const t2 = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const r = t2 + t1;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

/** Exponential, within one unit in the last place. */
export function exp(argument: number): number {
  let x = argument;
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  let k = 0;
  let high = 0;
  let low = 0;
  const magnitude = Math.abs(x);
  if (magnitude > 0.34657359027997264) {
    k = magnitude < 1.0397207708399179 ? Math.sign(x) : Math.trunc(Math.LOG2E * x + 0.5 * Math.sign(x));
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
    x = high - low;
  } else if (magnitude < 3.725290298461914e-9) {
    return 1 + x;
  }
  const t = x * x;
  const c =
    x -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  if (k === 0) return 1 - ((x * c) / (c - 2) - x);
  return timesPowerOfTwo(1 - (low - (x * c) / (2 - c) - high), k);
}

function timesPowerOfTwo(x: number, k: number): number {
  if (k < -1021) return withHighWord(x, highWord(x) + ((k + 1000) << 20)) * 9.332636185032189e-302;
  if (k === 1024) return x * 2 * 8.98846567431158e307;
  return withHighWord(x, highWord(x) + (k << 20));
}

/** `base ** exponent` for a positive base. */
export function power(base: number, exponent: number): number {
  return base === 0 ? 0 : exp(exponent * log(base));
}

/** `cos(2π turns)` within two units in the last place of 1, by the kernels of fdlibm on an eighth of a turn. */
export function cosineOfTurns(turns: number): number {
  const part = Math.abs(turns) % 1;
  const folded = part > 0.5 ? 1 - part : part;
  const toQuarter = Math.abs(folded - 0.25);
  // Within an eighth of a turn around a quarter, the cosine is the sine of what is missing to it.
  const size =
    toQuarter <= 0.125 ? sineKernel(2 * Math.PI * toQuarter) : cosineKernel(2 * Math.PI * (0.25 - toQuarter));
  return folded <= 0.25 ? size : -size;
}

/** Sine on [0, π/4]. */
function sineKernel(x: number): number {
  const z = x * x;
  const tail =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x + z * x * (-0.16666666666666632 + z * tail);
}

/** Cosine on [0, π/4]. */
function cosineKernel(x: number): number {
  const z = x * x;
  const tail =
    0.0416666666666666 +
    z *
      (-0.001388888888887411 +
        z *
          (0.00002480158728947673 +
            z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))));
  return 1 - (0.5 * z - z * z * tail);
}
