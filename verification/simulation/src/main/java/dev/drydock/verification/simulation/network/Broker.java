package dev.drydock.verification.simulation.network;

import dev.drydock.contracts.Message;
import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Topics. A record is delivered to one member of each group at least once, unless it is lost; in
 * the order of its key, unless it is reordered. Nothing here is durable by promise: that is the
 * ledger's.
 */
public final class Broker {
  private static final long LONGEST_DELAY_MS = 40 * 60_000;
  private static final long LATE_DUPLICATE_MS = 3 * 3_600_000;
  private final Kernel kernel;
  private final Partitions partitions;
  private final SplittableRandom random;
  private final Map<String, Map<String, Group>> groups = new TreeMap<>();
  private final Map<String, Long> lastOfKey = new HashMap<>();
  private long sent;
  private long corrupted;

  public Broker(Kernel kernel, Partitions partitions) {
    this.kernel = kernel;
    this.partitions = partitions;
    this.random = kernel.random("broker");
  }

  /** The broker did not take the record, or its answer was lost: nobody knows which. */
  public static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable() {
      super("the broker does not answer", null, false, false);
    }
  }

  /**
   * Reads a topic in a process, from its boot code: polls go to the handler, again and again until
   * it returns. Members of a group share the records.
   */
  public void subscribe(
      String topic, String group, Process process, Consumer<List<Message<?>>> handler) {
    var members =
        groups
            .computeIfAbsent(topic, _ -> new TreeMap<>())
            .computeIfAbsent(group, _ -> new Group(kernel, partitions, topic, group));
    members.join(process, handler);
  }

  /**
   * Sends in the running process's name; a scheduling point.
   *
   * @throws Unavailable when it is not known to be kept
   */
  public void send(String topic, Message<?> message) {
    var sender = kernel.running();
    kernel.point("send " + message.envelope().type());
    if (partitions.cutFromBroker(sender)) {
      throw new Unavailable();
    }
    sent++;
    if (kernel.history().isKept()) {
      kernel.history().tell(sender.name(), "sends " + topic + " " + Words.of(message));
    }
    publish(topic, message);
    if (kernel.faults().happens(Fault.EXECUTED_BUT_TIMED_OUT)) {
      throw new Unavailable();
    }
  }

  private void publish(String topic, Message<?> message) {
    if (kernel.faults().happens(Fault.CORRUPT, 0.3)) {
      corrupted++;
      kernel.history().tell("broker", "CORRUPTS " + Words.of(message));
      return;
    }
    if (kernel.faults().happens(Fault.LOSS)) {
      kernel.history().tell("broker", "LOSES " + Words.of(message));
      return;
    }
    deliver(topic, message, latency(topic, message));
    if (kernel.faults().happens(Fault.DUPLICATE)) {
      int copies = 1 + random.nextInt(4);
      kernel.history().tell("broker", "DUPLICATES " + copies + " times " + Words.of(message));
      for (int i = 0; i < copies; i++) {
        deliver(topic, message, random.nextLong(random.nextBoolean() ? 5_000 : LATE_DUPLICATE_MS));
      }
    }
  }

  private long latency(String topic, Message<?> message) {
    long ms = 1 + random.nextLong(20);
    if (kernel.faults().happens(Fault.REORDER)) {
      return ms + random.nextLong(20_000);
    }
    if (kernel.faults().happens(Fault.DELAY)) {
      kernel.history().tell("broker", "DELAYS " + Words.of(message));
      return ms + random.nextLong(LONGEST_DELAY_MS);
    }
    var key = topic + "/" + message.envelope().tenantId();
    long now = kernel.nanos() / 1_000_000;
    long at = Math.max(now + ms, lastOfKey.getOrDefault(key, 0L) + 1);
    lastOfKey.put(key, at);
    return at - now;
  }

  private void deliver(String topic, Message<?> message, long afterMs) {
    for (var group : groups.getOrDefault(topic, Map.of()).values()) {
      kernel.at(
          Duration.ofMillis(afterMs), kernel.world(), "delivers", () -> group.arrived(message));
    }
  }

  /** How many records were sent. */
  public long sent() {
    return sent;
  }

  /** How many of them arrived unreadable, which is as if they were lost. */
  public long corrupted() {
    return corrupted;
  }
}
