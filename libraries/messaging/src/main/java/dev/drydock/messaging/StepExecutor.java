package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Executes commands of some types from a lease, outside any transaction. A CDI bean of the worker;
 * the work queue finds it by {@link #handles()}.
 */
public interface StepExecutor {
  Set<Class<? extends Command>> handles();

  /** What a lease takeover means: whether another execution may simply do the step again. */
  Takeover onTakeover(Command command);

  enum Takeover {
    /** The step is safe to repeat: the next execution starts over. */
    REPEAT,
    /** Its effect may have landed: answer {@code StepUnknown}, let the coordinator decide. */
    UNKNOWN
  }

  /** How many commands one call of {@link #execute} may get; 1 unless commands can be grouped. */
  default int groupLimit() {
    return 1;
  }

  /** Commands with an equal key may run in one call; asked only when the limit is above 1. */
  default Object groupKey(Command command) {
    return command;
  }

  /**
   * Executes a group; each command's answer is handed to {@code work.finish} as soon as it is
   * known. What has no answer when this returns or throws is answered {@code StepFailed(INTERNAL)},
   * or {@code StepUnknown(INTERNAL)} where {@link #onTakeover} says {@code UNKNOWN}: an exception
   * does not tell whether the effect landed. Runs on a virtual thread, which is interrupted once
   * every work of the group is cancelled.
   */
  void execute(List<Work> group) throws Exception;

  /** One leased command. */
  interface Work {
    Message<? extends Command> message();

    /** Names this execution; the claim is bound to it. */
    String executionId();

    /**
     * Reports progress (lossy) and shows that the work is alive: a stalled execution is given up.
     */
    void progress(String phase, long doneBytes, long totalBytes);

    /** Whether the lease is lost or the service stops: end soon, start nothing new. */
    boolean cancelled();

    /**
     * Stores the outcome and adds it to the outbox, in one transaction. Once per work. A {@code
     * StepFailed} of cancelled work counts as no answer: it failed because it was ended.
     */
    void finish(Result result);

    /**
     * Puts the work back as if it had not been tried: no effect has happened. Used when the
     * coordinator does not answer a claim.
     */
    void putBack();
  }

  /**
   * @return the executor of each command type; an error at start-up if two claim the same
   */
  static Map<Class<? extends Command>, StepExecutor> byType(Iterable<StepExecutor> executors) {
    var byType = new java.util.LinkedHashMap<Class<? extends Command>, StepExecutor>();
    for (var executor : executors) {
      for (var type : executor.handles()) {
        if (byType.put(type, executor) != null) {
          throw new IllegalStateException("two executors for " + type.getSimpleName());
        }
      }
    }
    return byType;
  }
}
