/** A thread that reads batches: settings once, then a request at a time. */
import { workerData } from 'node:worker_threads';
import { serveRequests } from '../threads/answer-in-threads.js';
import { makeBatchReader, type ScanSettings } from './batch.js';

serveRequests(makeBatchReader(workerData as ScanSettings));
