import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface ServerMetrics {
  readonly answered: (route: string, status: number, seconds: number) => void;
  readonly batched: (size: number) => void;
}

/** Registers what the server tells Prometheus. `waiting` is read whenever somebody asks. */
export function registerMetrics(registry: Registry, waiting: () => number): ServerMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'armap_requests_total',
    help: 'Requests answered, by route and status',
    labelNames: ['route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'armap_request_seconds',
    help: 'Time from the header of a request to the end of its answer',
    labelNames: ['route'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const batches = new Histogram({
    name: 'armap_batch_trajectories',
    help: 'Trajectories that the model was asked about at once',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  });
  new Gauge({
    name: 'armap_waiting_trajectories',
    help: 'Trajectories that wait for the model',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  return {
    answered: (route, status, time) => {
      requests.inc({ route, status });
      seconds.observe({ route }, time);
    },
    batched: (size) => {
      batches.observe(size);
    },
  };
}
