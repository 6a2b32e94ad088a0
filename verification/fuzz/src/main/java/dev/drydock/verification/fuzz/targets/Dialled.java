package dev.drydock.verification.fuzz.targets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.util.ArrayList;
import java.util.List;

/** Sockets of this process that note whom they are to reach, and reach nobody. */
final class Dialled extends SocketImpl {
  private static final List<InetAddress> ADDRESSES = new ArrayList<>();

  @SuppressWarnings("deprecation") // the one way below every library
  static void install() {
    try {
      Socket.setSocketImplFactory(Dialled::new);
    } catch (IOException e) {
      throw new IllegalStateException("sockets were replaced before", e);
    }
  }

  static synchronized void forget() {
    ADDRESSES.clear();
  }

  static synchronized List<InetAddress> addresses() {
    return List.copyOf(ADDRESSES);
  }

  private static synchronized void note(InetAddress address) {
    ADDRESSES.add(address);
  }

  private static ConnectException refused(InetAddress address) {
    note(address);
    return new ConnectException("nobody is dialled here");
  }

  @Override
  protected void connect(String host, int port) throws IOException {
    throw refused(InetAddress.getByName(host));
  }

  @Override
  protected void connect(InetAddress address, int port) throws IOException {
    throw refused(address);
  }

  @Override
  protected void connect(SocketAddress address, int timeoutMs) throws IOException {
    throw refused(((InetSocketAddress) address).getAddress());
  }

  @Override
  protected void create(boolean stream) {}

  @Override
  protected void bind(InetAddress host, int port) {}

  @Override
  protected void listen(int backlog) {}

  @Override
  protected void accept(SocketImpl s) {}

  @Override
  protected InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  protected OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  protected int available() {
    return 0;
  }

  @Override
  protected void close() {}

  @Override
  protected void sendUrgentData(int data) {}

  @Override
  public void setOption(int option, Object value) {}

  @Override
  public Object getOption(int option) {
    return 0;
  }
}
