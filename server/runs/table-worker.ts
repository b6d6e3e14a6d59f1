// Entry of the thread that decodes tables which may come from anybody.
import { worker } from 'workerpool';
import { readParquet } from './read-parquet.js';

worker({ readTable: readParquet });
