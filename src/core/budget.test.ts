import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger, type Reservation } from './budget.ts';

describe('the ledger', () => {
  it('refuses what the budget does not allow, names the resource, and stays as it was', () => {
    const ledger = new Ledger({ policyCalls: 2, costUsd: 0.01 }, () => 0);
    const first = ledger.reserve({ policyCalls: 1, costUsd: 0.006 });
    expect(typeof first).toBe('object');
    expect(ledger.reserve({ policyCalls: 1, costUsd: 0.006 })).toBe('costUsd');
    expect(ledger.reserve({ policyCalls: 2 })).toBe('policyCalls');
    expect(ledger.remaining).toEqual({ policyCalls: 1, costUsd: 0.004 });
  });

  it('gives back what a call did not need', () => {
    const ledger = new Ledger({ completionTokens: 100 }, () => 0);
    const call = ledger.reserve({ completionTokens: 100 }) as Reservation;
    expect(ledger.reserve({ completionTokens: 1 })).toBe('completionTokens');
    call.settle({ completionTokens: 30 });
    expect(ledger.spent.completionTokens).toBe(30);
    expect(ledger.remaining).toEqual({ completionTokens: 70 });
    expect(() => {
      call.settle({});
    }).toThrow('once');
  });

  it('tells when an open reservation is settled, and that none is open', async () => {
    const ledger = new Ledger({ completionTokens: 100 }, () => 0);
    expect(ledger.nextSettlement()).toBeUndefined();
    const call = ledger.reserve({ completionTokens: 100 }) as Reservation;
    const settled = ledger.nextSettlement()!.then(() => ledger.remaining);
    call.settle({ completionTokens: 10 });
    expect(await settled).toEqual({ completionTokens: 90 });
    expect(ledger.nextSettlement()).toBeUndefined();
  });

  it('stops when the time is up', () => {
    let now = 1000;
    const ledger = new Ledger({ wallMs: 50 }, () => now);
    expect(typeof ledger.reserve({})).toBe('object');
    now = 1049;
    expect(ledger.remaining).toEqual({ wallMs: 1 });
    now = 1050;
    expect(ledger.reserve({})).toBe('wallMs');
  });

  it('is never overdrawn, in whatever order calls begin and end', () => {
    const action = fc.record({
      begin: fc.boolean(),
      cost: fc.nat(5),
      used: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.nat(20), fc.array(action, { maxLength: 60 }), (limit, actions) => {
        const ledger = new Ledger({ rewardCalls: limit }, () => 0);
        const open: { reservation: Reservation; cost: number }[] = [];
        for (const { begin, cost, used } of actions) {
          if (begin) {
            const reservation = ledger.reserve({ rewardCalls: cost });
            if (typeof reservation === 'object') open.push({ reservation, cost });
          } else {
            const ended = open.shift();
            ended?.reservation.settle({ rewardCalls: Math.floor(used * ended.cost) });
          }
          const reserved = open.reduce((sum, entry) => sum + entry.cost, 0);
          expect(ledger.spent.rewardCalls + reserved).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});
