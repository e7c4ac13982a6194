import { describe, expect, it } from 'vitest';
import { bytesField, integerField, message, textField } from './protobuf.ts';

describe('the protocol buffer writer', () => {
  it('writes the examples of the format description', () => {
    expect([...integerField(1, 150)]).toEqual([0x08, 0x96, 0x01]);
    expect([...textField(2, 'testing')]).toEqual([
      0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
    ]);
    expect([...bytesField(3, integerField(1, 150))]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
  });

  it('writes numbers and tags of more than 32 bits or 4 bits', () => {
    expect([...integerField(16, 2 ** 35)]).toEqual([
      0x80, 0x01, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01,
    ]);
    expect([...integerField(1, 0)]).toEqual([0x08, 0]);
  });

  it('measures text in bytes, not in characters', () => {
    expect([...textField(1, 'é')]).toEqual([0x0a, 0x02, 0xc3, 0xa9]);
  });

  it('joins fields into a message', () => {
    expect([...message()]).toEqual([]);
    expect([...message(integerField(1, 1), integerField(2, 2))]).toEqual([0x08, 1, 0x10, 2]);
  });
});
