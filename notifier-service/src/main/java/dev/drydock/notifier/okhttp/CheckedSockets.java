package dev.drydock.notifier.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that ask before they dial. The client takes {@code 10.} and the like for an address and
 * resolves it past {@link CheckedAddresses}; whatever way an address was found, it ends here.
 */
final class CheckedSockets extends SocketFactory {
  private final CheckedAddresses addresses;

  CheckedSockets(CheckedAddresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public Socket createSocket() {
    return new Checked(addresses);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("sockets are connected by the client");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("sockets are connected by the client");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  private static final class Checked extends Socket {
    private final CheckedAddresses addresses;

    Checked(CheckedAddresses addresses) {
      this.addresses = addresses;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMs) throws IOException {
      if (!(endpoint instanceof InetSocketAddress remote)
          || remote.isUnresolved()
          || !addresses.accepts(remote.getAddress())) {
        throw new CheckedAddresses.Refused();
      }
      super.connect(endpoint, timeoutMs);
    }
  }
}
