/** The vocabulary applied to images. */
import { addMapCommands } from './harvest-map-commands.js';
import type { AddCommands } from './options.js';

export const addHarvestCommands: AddCommands = (program, terminal, settle) =>
  program.command('harvest', 'image headers in, OMOP imaging tables out', (harvest) =>
    addMapCommands(harvest, terminal, settle).demandCommand(1, 'a step is needed: map'),
  );
