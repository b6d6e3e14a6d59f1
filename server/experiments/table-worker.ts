// Entry of the thread that decodes untrusted tables and cells.
import { worker } from 'workerpool';
import { readParquet } from '../runs/read-parquet.js';
import { decodeCell } from './decode-cell.js';

worker({ readTable: readParquet, decodeCell });
