/** A thread that matches studies: playbook and words once, then a part of the studies at a time. */
import { workerData } from 'node:worker_threads';
import { serveRequests } from '../../threads/answer-in-threads.js';
import { createPartMatcher, type MatchRequest } from './match-part.js';

serveRequests(createPartMatcher(workerData as MatchRequest));
