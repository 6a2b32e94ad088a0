package dev.drydock.tenantdatabases.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes sessions on and makes up the cancel key of each, as connection poolers do. */
final class PoolerLikeProxy implements AutoCloseable {
  private static final int BACKEND_KEY = 'K';

  private final ServerSocket door;
  private final int serverPort;

  PoolerLikeProxy(int serverPort) throws IOException {
    this.door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.serverPort = serverPort;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = door.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copyMessages(server, client));
      }
    } catch (IOException e) {
      return;
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      return;
    }
  }

  private static void copyMessages(Socket from, Socket to) {
    try (from;
        to;
        var in = new DataInputStream(from.getInputStream());
        var out = new DataOutputStream(to.getOutputStream())) {
      while (true) {
        var type = in.readUnsignedByte();
        if (type == 'N') {
          out.writeByte(type);
          out.flush();
          continue;
        }
        var body = in.readNBytes(in.readInt() - 4);
        if (type == BACKEND_KEY) {
          body[3] ^= 0x55;
        }
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
      }
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
