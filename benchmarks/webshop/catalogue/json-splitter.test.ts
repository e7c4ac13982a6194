import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonMembers } from './json-members.ts';
import { JsonSplitter } from './json-splitter.ts';

/** Pushes the text in pieces of the given number of bytes. */
function split(text: string, pieceBytes: number): { members: string[]; splitter: JsonSplitter } {
  const bytes = Buffer.from(text);
  const splitter = new JsonSplitter();
  const members: string[] = [];
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    members.push(...splitter.push(bytes.subarray(start, start + pieceBytes)));
  }
  return { members, splitter };
}

describe('the splitter of JSON', () => {
  it('gives the members of any array, wherever its bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 2),
        (values, pieceBytes, indent) => {
          const { members, splitter } = split(JSON.stringify(values, null, indent), pieceBytes);
          expect(members.map((text): unknown => JSON.parse(text))).toEqual(
            JSON.parse(JSON.stringify(values)),
          );
          expect(splitter.state).toBe('after');
        },
      ),
    );
  });

  it('gives the members of any object with their names', () => {
    const anyObject = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(anyObject, fc.integer({ min: 1, max: 40 }), (value, pieceBytes) => {
        const { members } = split(JSON.stringify(value), pieceBytes);
        expect(JSON.parse(`{${members.join(',')}}`)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([1, 2, 3, 7, 100])('is not misled by quotes and backslashes cut at %d bytes', (bytes) => {
    const values = ['\\', '\\\\', '"', '\\"', ']', '[{', ',', '\\",', '😀"\\', ''];
    const { members } = split(JSON.stringify(values), bytes);
    expect(members.map((text): unknown => JSON.parse(text))).toEqual(values);
  });

  it('says what is still open at the end', () => {
    expect(split('[{"a": 1}, {"b"', 4).splitter).toMatchObject({ state: 'inside', pending: 5 });
    expect(split('  ', 1).splitter.state).toBe('before');
  });
});

describe('the members of a file', () => {
  async function members(text: string, container: 'array' | 'object'): Promise<string[]> {
    const file = join(await mkdtemp(join(tmpdir(), 'members-')), 'data.json');
    await writeFile(file, text);
    const found: string[] = [];
    for await (const member of jsonMembers(file, container)) found.push(member);
    return found;
  }

  it('are found behind a byte order mark and blanks', async () => {
    expect(await members('\uFEFF \n[1, {"a": "\u2028"}]\n', 'array')).toEqual([
      '1',
      '{"a": "\u2028"}',
    ]);
    expect(await members('[]', 'array')).toEqual([]);
    expect(await members('{}', 'object')).toEqual([]);
  });

  it.each([
    ['', 'array', 'is empty'],
    ['{"a": 1}', 'array', 'is not a JSON array'],
    ['[1]', 'object', 'is not a JSON object'],
    ['<html>', 'array', 'is not a JSON array'],
    ['[{"a": 1}, {"b": "', 'array', 'ends inside a record'],
  ] as const)('of %j as an %s: it %s', async (text, container, problem) => {
    await expect(members(text, container)).rejects.toThrow(problem);
  });

  it('need a file', async () => {
    const nothing = jsonMembers(join(tmpdir(), 'no-such-folder', 'x.json'), 'array');
    await expect(nothing.next()).rejects.toThrow('cannot be read');
  });
});
