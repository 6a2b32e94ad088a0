package dev.drydock.verification.simulation.mutants;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.messaging.StepExecutor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A step that answers something else, or answers without doing it.
 *
 * @param instead answers in the real step's place; empty where the real one is to run
 * @param answers what is made of the real step's answers
 * @param takeover what a lost execution means
 */
record AlteredStep(
    StepExecutor real,
    Function<Command, Optional<Result>> instead,
    BiFunction<Command, Result, Result> answers,
    UnaryOperator<Takeover> takeover)
    implements StepExecutor {

  static StepExecutor answeringInstead(
      StepExecutor real, Function<Command, Optional<Result>> instead) {
    return new AlteredStep(real, instead, (_, result) -> result, UnaryOperator.identity());
  }

  static StepExecutor changingAnswers(
      StepExecutor real, BiFunction<Command, Result, Result> answers) {
    return new AlteredStep(real, _ -> Optional.empty(), answers, UnaryOperator.identity());
  }

  static StepExecutor repeatedWhenLost(StepExecutor real) {
    return new AlteredStep(
        real, _ -> Optional.empty(), (_, result) -> result, _ -> Takeover.REPEAT);
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return real.handles();
  }

  @Override
  public Takeover onTakeover(Command command) {
    return takeover.apply(real.onTakeover(command));
  }

  @Override
  public int groupLimit() {
    return real.groupLimit();
  }

  @Override
  public Object groupKey(Command command) {
    return real.groupKey(command);
  }

  @Override
  public void execute(List<Work> group) throws Exception {
    var rest = group.stream().filter(work -> !answered(work)).map(this::altered).toList();
    if (!rest.isEmpty()) {
      real.execute(rest);
    }
  }

  private boolean answered(Work work) {
    var answer = instead.apply(work.message().data());
    answer.ifPresent(work::finish);
    return answer.isPresent();
  }

  private Work altered(Work work) {
    return new Work() {
      @Override
      public Message<? extends Command> message() {
        return work.message();
      }

      @Override
      public String executionId() {
        return work.executionId();
      }

      @Override
      public void progress(String phase, long doneBytes, long totalBytes) {
        work.progress(phase, doneBytes, totalBytes);
      }

      @Override
      public boolean cancelled() {
        return work.cancelled();
      }

      @Override
      public void finish(Result result) {
        work.finish(answers.apply(work.message().data(), result));
      }

      @Override
      public void putBack() {
        work.putBack();
      }
    };
  }
}
