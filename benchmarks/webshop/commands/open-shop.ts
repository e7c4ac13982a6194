import type { Console } from '../../../src/cli/console.ts';
import { openCatalogue, type OpenCatalogue } from '../open-catalogue.ts';

/** The shop with its synthetic goals; logs which records of the user's data were left out. */
export async function openShop(
  data: string | undefined,
  { log }: Pick<Console, 'log'>,
): Promise<OpenCatalogue> {
  const opened = await openCatalogue(data, 'synthetic');
  for (const warning of opened.warnings ?? []) log(warning);
  return opened;
}
