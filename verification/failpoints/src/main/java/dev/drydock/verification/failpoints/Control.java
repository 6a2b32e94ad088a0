package dev.drydock.verification.failpoints;

import dev.drydock.verification.failpoints.agent.hook.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** Arms failpoints in running services, and sees which have fired: the agent's control folder. */
final class Control {
  private final Path folder;

  Control(Path folder) {
    try {
      this.folder = Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Takes effect within 20 ms. */
  void arm(List<Order> orders) {
    try {
      var lines = orders.stream().map(Order::line).collect(Collectors.joining("\n", "", "\n"));
      var written = Files.writeString(folder.resolve("armed.new"), lines);
      Files.move(written, folder.resolve("armed"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void disarm() {
    try {
      Files.deleteIfExists(folder.resolve("armed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasFired(Order order) {
    return Files.exists(folder.resolve("fired-" + order.id()));
  }

  /** What was seen with {@code Action.OBSERVE}: point, engine, service, process, time. */
  List<String> observed() {
    var file = folder.resolve("observed");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
