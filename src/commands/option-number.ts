/** Numbers that options are given. */
import { EnvironmentError } from '../model/diagnostic.js';

/** `option`: its name, for the message. Throws EnvironmentError for what is no whole number from 1. */
export function getCount(text: string, option: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new EnvironmentError(`"${text}" is no number`, { fix: `give ${option} a whole number, 1 or more` });
}
