package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of its commands, and the messages that it is to send. Times are the store's
 * own: a lease ends by the clock of the store, whatever the workers' clocks say.
 */
public interface WorkStore {
  /**
   * Makes a message ready to be sent. Costs no transaction.
   *
   * @throws IllegalArgumentException for what can never be sent: it is too large
   */
  Outgoing outgoing(String topic, Message<?> message);

  /**
   * One transaction: what it does happens whole or not at all, and nobody sees it half. A crash in
   * between leaves nothing.
   *
   * @throws Unavailable when it did not happen, or when nobody knows whether it was committed
   */
  <T> T inTransaction(Function<Transaction, T> work);

  /** A message as the store keeps it. */
  interface Outgoing {}

  /** Where a command stands. */
  enum State {
    /** Waits for a place. */
    QUEUED,
    /** In the hands of an execution, until it answers or its lease ends. */
    RUNNING,
    /** Answered; whoever asks again gets the same answer. */
    FINISHED
  }

  /**
   * @param outcome what was answered, {@code null} unless finished
   */
  record Known(State state, int attempt, @Nullable Outgoing outcome) {}

  /**
   * @param command only of types that are grouped, to be asked for its key; {@code null} when it
   *     cannot be read
   */
  record Queued(
      String messageId, String type, String server, @Nullable Message<? extends Command> command) {}

  /**
   * @param execution unique for ever
   * @param attempt 1 for the first execution
   * @param highestToken seen of its tenant
   * @param command {@code null} when it cannot be read
   */
  record Leased(
      String messageId,
      String execution,
      int attempt,
      int takeovers,
      long highestToken,
      @Nullable Message<? extends Command> command) {}

  /** What can be done in one transaction. */
  interface Transaction {
    /**
     * Raises the highest token seen of each tenant, never lowers it.
     *
     * @return the highest of each of these tenants now
     */
    Map<String, Long> raiseTokens(SortedMap<String, Long> tokens);

    /** Those of these messages that were accepted before. */
    Map<String, Known> known(Collection<String> messageIds);

    /** Queues new commands; one that is there already stays as it is. */
    void add(Collection<Message<? extends Command>> commands);

    /** To be sent once this is committed; those of one tenant in this order. */
    void send(Collection<Outgoing> messages);

    /** What may be claimed, oldest first, at most so many per server and type. */
    List<Queued> queued(Collection<String> types, Collection<String> grouped, int perServer);

    /** Gives these to new executions of the holder; without those that are not queued any more. */
    Map<String, Leased> claim(Collection<String> messageIds, String holder, Duration lease);

    /**
     * Renews the leases that are still these executions', ended or not.
     *
     * @return of each execution that has its lease, the highest token seen of its tenant
     */
    Map<String, Long> renew(Collection<String> executions, Duration lease);

    /**
     * Stores the outcome and sends it.
     *
     * @return false, and nothing is done, when the command is not this execution's any more
     */
    boolean finish(String messageId, String execution, Outgoing outcome);

    /**
     * Queues it again, not to be claimed before the delay is over.
     *
     * @param lost whether an execution was lost, which is counted
     * @return false, and nothing is done, when the command is not this execution's any more
     */
    boolean putBack(String messageId, String execution, Duration delay, boolean lost);

    /** Executions whose lease ended: their worker is gone, or wedged. Nobody else gets them now. */
    Collection<Leased> expired(Collection<String> types, int limit);

    /** Ends the leases of this replica's former life, which cannot renew them. */
    int endLeasesOf(String holder);

    long queuedCount();
  }

  /** The store did not do it, or its answer to the commit was lost. Try again. */
  class Unavailable extends RuntimeException {
    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
