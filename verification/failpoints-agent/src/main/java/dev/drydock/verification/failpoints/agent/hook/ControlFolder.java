package dev.drydock.verification.failpoints.agent.hook;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where whoever arms failpoints and the processes meet: the file {@code armed} with an {@link
 * Order} per line, and a file {@code fired-ID} per firing. Without channels: the threads that come
 * by may be interrupted.
 */
final class ControlFolder {
  private static final long FRESH_NANOS = 20_000_000;

  private final File folder;
  private final String process;
  private volatile List<Order> orders = List.of();
  private volatile long readNanos = System.nanoTime() - FRESH_NANOS;

  ControlFolder(File folder, String process) {
    this.folder = folder;
    this.process = process;
  }

  /** At most 20 ms old. */
  List<Order> orders() {
    if (System.nanoTime() - readNanos >= FRESH_NANOS) {
      readNanos = System.nanoTime();
      orders = read(new File(folder, "armed"));
    }
    return orders;
  }

  private static List<Order> read(File armed) {
    if (!armed.exists()) {
      return List.of();
    }
    try (var in = new FileInputStream(armed)) {
      var orders = new ArrayList<Order>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Order::parse)
          .forEach(orders::add);
      return List.copyOf(orders);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether hits of it count by now. */
  boolean isDue(Order order) {
    return order.after().isEmpty() || new File(folder, "fired-" + order.after()).exists();
  }

  /** Whether this is the first firing of the order; it is written down then. */
  boolean fires(Order order, String point) {
    var record = new File(folder, "fired-" + order.id());
    try {
      if (!record.createNewFile()) {
        return false;
      }
      append(record, point + "\t" + order.action());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void observed(String point, String engine) {
    try {
      append(new File(folder, "observed"), point + "\t" + engine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(File file, String text) throws IOException {
    var line = text + "\t" + process + "\t" + System.currentTimeMillis() + "\n";
    try (var out = new FileOutputStream(file, true)) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
