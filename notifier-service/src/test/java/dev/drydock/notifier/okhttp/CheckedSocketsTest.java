package dev.drydock.notifier.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.notifier.domain.AddressPolicy;
import dev.drydock.notifier.domain.AddressPolicy.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckedSocketsTest {
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setSoTimeout(50);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void givenARefusedAddress_thenNobodyIsDialled() throws IOException {
    try (var socket = sockets(List.of()).createSocket()) {
      assertThatThrownBy(() -> socket.connect(here(), 1000))
          .isInstanceOf(CheckedAddresses.Refused.class);
    }
    assertThatThrownBy(() -> server.accept()).isInstanceOf(java.net.SocketTimeoutException.class);
  }

  @Test
  void givenAnAllowedAddress_thenItIsDialled() throws IOException {
    try (var socket = sockets(List.of(Network.of("127.0.0.0/8"))).createSocket()) {
      socket.connect(here(), 1000);

      assertThat(socket.isConnected()).isTrue();
    }
  }

  private InetSocketAddress here() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }

  private static CheckedSockets sockets(List<Network> allowed) {
    return new CheckedSockets(new CheckedAddresses(new AddressPolicy(allowed), true));
  }
}
