import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Py4jConnection } from './connection.ts';
import { asReference, JavaGateway } from './gateway.ts';

const HOST = '127.0.0.1';

/**
 * A connection on which several answers come back as fast as one. The gateway leaves the packets of
 * those that it accepts to Nagle's algorithm: a second answer waits some 40 ms until the first is
 * acknowledged. So it is asked, over a first connection, to connect to us with a socket that sends at
 * once, and to serve us there. Rejects with `ConnectionLost` or `JavaError`.
 */
export async function openPromptly(port: number): Promise<Py4jConnection> {
  const first = await Py4jConnection.open(port);
  const listener = createServer().listen(0, HOST);
  try {
    await once(listener, 'listening');
    const gateway = new JavaGateway(first);
    const accepted = once(listener, 'connection') as Promise<[Socket]>;
    const { port: ours } = listener.address() as AddressInfo;
    const socket = await gateway.construct('java.net.Socket', HOST, ours);
    await gateway.call(socket, 'setTcpNoDelay', true);
    const server = asReference(await gateway.call('GATEWAY_SERVER', 'getGateway'));
    const service = await gateway.construct('py4j.GatewayConnection', server, socket);
    await gateway.call(service, 'startConnection');
    for (const reference of [service, server, socket]) await gateway.release(reference);
    const [connected] = await accepted;
    return new Py4jConnection(connected);
  } finally {
    listener.close();
    first.close();
  }
}
