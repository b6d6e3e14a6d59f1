export { nodeName } from '../../engine/model/node-name.js';
