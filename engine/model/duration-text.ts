const DIGITS = 3;

/** A duration in its two largest units, up to hours: `500 h`, `12 min 30 s`, `0.42 s`. */
export function durationText(seconds: number): string {
  const short = Number(seconds.toPrecision(DIGITS));
  if (short < 60) return `${short} s`;
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const parts = [
    hours > 0 && `${hours.toLocaleString('en-US')} h`,
    minutes > 0 && `${minutes} min`,
    hours === 0 && whole % 60 > 0 && `${whole % 60} s`,
  ];
  return parts.filter(Boolean).join(' ');
}
