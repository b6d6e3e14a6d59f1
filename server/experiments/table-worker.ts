// Entry of the thread that decodes tables and cells which may come from anybody.
import { worker } from 'workerpool';
import { readParquet } from '../runs/read-parquet.js';
import { decodeCell } from './decode-cell.js';

worker({ readTable: readParquet, decodeCell });
