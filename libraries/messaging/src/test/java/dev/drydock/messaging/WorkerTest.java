package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.WorkInMemory.Mishap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A worker turn by turn, on one thread and in made time. */
class WorkerTest {
  private static final Servers.Work SETTINGS =
      new Servers.Work(4, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(20));
  private static final Result RESTORED = new Result.BackupRestored("kept", 5);

  private final MadePace pace = new MadePace();
  private final WorkInMemory store = new WorkInMemory(pace::nanos);
  private final Steps steps = new Steps();
  private final Worker one = worker("one");
  private final Worker two = worker("two");

  @Test
  void givenAnAnsweredCommand_whenItComesAgain_thenTheSameAnswerIsSent() {
    // given
    var command = restore(7);
    steps.next(work -> work.finish(RESTORED));
    one.accept(List.of(command));
    runAll(one);

    // when
    two.accept(List.of(command));

    // then
    assertThat(dataSent()).isEqualTo(List.of(RESTORED, RESTORED));
    assertThat(store.sent.get(1)).isSameAs(store.sent.get(0));
  }

  @Test
  void givenAnAnsweredCommand_whenItComesAgainAfterAHigherToken_thenItIsFenced() {
    // given
    steps.next(work -> work.finish(RESTORED));
    one.accept(List.of(restore(7)));
    runAll(one);
    one.accept(List.of(restore(9)));

    // when
    one.accept(List.of(restore(7)));

    // then
    assertThat(dataSent())
        .isEqualTo(List.of(RESTORED, new Result.StepFenced(Step.RESTORE, new Token(9))));
  }

  @Test
  void givenALostExecution_whenAnotherTookOver_thenTheLateAnswerIsNotStored() {
    // given
    one.accept(List.of(restore(7)));
    steps.next(work -> {
      pace.pass(Duration.ofSeconds(31));
      two.takeOverTurn();
      runAll(two);
      work.finish(new Result.BackupRestored("late", 1));
    });
    steps.next(work -> work.finish(RESTORED));

    // when
    runAll(one);

    // then
    assertThat(steps.executed).isEqualTo(2);
    assertThat(dataSent()).isEqualTo(List.of(RESTORED));
  }

  @Test
  void givenTheStoreIsAway_whenNothingCouldBeRenewed_thenTheExecutionEndsItselfBeforeItsLease() {
    // given
    one.accept(List.of(restore(7)));
    steps.next(work -> {
      store.mishap = Mishap.NOT_DONE;
      pace.pass(Duration.ofSeconds(21));
      one.renewTurn();
      steps.cancelled.add(work.cancelled());
      one.endUnrenewedTurn();
      steps.cancelled.add(work.cancelled());
    });

    // when
    runAll(one);

    // then
    assertThat(steps.cancelled).containsExactly(false, true);
    assertThat(pace.interrupts).isEqualTo(1);
    assertThat(store.sent).isEmpty();
  }

  @Test
  void givenARenewal_whenTheFirstLeaseWouldHaveEnded_thenNobodyTakesOver() {
    // given
    one.accept(List.of(restore(7)));
    steps.next(work -> {
      pace.pass(Duration.ofSeconds(15));
      one.renewTurn();
      pace.pass(Duration.ofSeconds(16));
      two.takeOverTurn();
      one.endUnrenewedTurn();
      steps.cancelled.add(work.cancelled());
      work.finish(RESTORED);
    });

    // when
    runAll(one);

    // then
    assertThat(two.queuedCount()).isZero();
    assertThat(steps.cancelled).containsExactly(false);
    assertThat(dataSent()).isEqualTo(List.of(RESTORED));
  }

  @Test
  void givenAnAnswerWhoseCommitHadNoReply_thenItIsSentOnce() {
    // given
    one.accept(List.of(restore(7)));
    steps.next(work -> {
      store.mishap = Mishap.DONE_BUT_ANSWER_LOST;
      work.finish(RESTORED);
    });

    // when
    runAll(one);

    // then
    assertThat(dataSent()).isEqualTo(List.of(RESTORED));
  }

  @Test
  void givenAHigherTokenInBetween_whenRenewed_thenTheExecutionIsFenced() {
    // given
    one.accept(List.of(restore(7)));
    steps.next(work -> {
      two.accept(List.of(restore(8)));
      pace.pass(Duration.ofSeconds(11));
      one.renewTurn();
    });

    // when
    runAll(one);

    // then
    assertThat(dataSent()).isEqualTo(List.of(new Result.StepFenced(Step.RESTORE, new Token(8))));
  }

  @Test
  void givenACleanStop_thenWhatIsSafeToRepeatIsQueuedAtOnce() {
    // given
    one.accept(List.of(restore(7)));
    one.claimTurn();

    // when
    one.endAll();
    one.interruptAll();
    one.answerForAll();

    // then
    two.takeOverTurn();
    assertThat(two.queuedCount()).isEqualTo(1);
    assertThat(store.sent).isEmpty();
  }

  @Test
  void givenACleanStop_whenTheStepFailsForIt_thenItIsQueuedAndNotFailed() {
    // given
    one.accept(List.of(restore(7)));
    steps.next(work -> {
      one.endAll();
      one.interruptAll();
      work.finish(new Result.StepFailed(Step.RESTORE, Failure.of(FailureCode.SQL_ERROR)));
    });

    // when
    runAll(one);

    // then
    two.takeOverTurn();
    assertThat(two.queuedCount()).isEqualTo(1);
    assertThat(store.sent).isEmpty();
  }

  @Test
  void givenAReplicaComesBack_thenItsFormerExecutionCounts_andTheThirdLossIsAnswered() {
    // given
    one.accept(List.of(restore(7)));
    for (int i = 0; i < SETTINGS.takeovers(); i++) {
      one.claimTurn();

      // when
      var again = worker("one");
      again.endFormerLeases();
      again.takeOverTurn();
    }

    // then
    assertThat(store.sent)
        .singleElement()
        .satisfies(message ->
            assertThat(message.data())
                .isInstanceOfSatisfying(
                    Result.StepFailed.class,
                    failed ->
                        assertThat(failed.failure().code()).isEqualTo(FailureCode.TAKEN_OVER)));
  }

  private Worker worker(String instance) {
    return new Worker(
        List.of(steps), store, pace, new Silence(), SETTINGS, new Service("test", instance));
  }

  private List<Object> dataSent() {
    return store.sent.stream().<Object>map(Message::data).toList();
  }

  /** Claims, and lives through every step that was begun. */
  private void runAll(Worker worker) {
    worker.claimTurn();
    pace.runBegun();
  }

  private static Message<Command.RestoreBackup> restore(long token) {
    var target = Samples.target("shop-a");
    return Samples.message(
        "shop-a", token, 0, new Command.RestoreBackup(target, Samples.backup(target.id())));
  }

  /** Does with each work what was said in advance; what happens meanwhile is part of it. */
  private static final class Steps implements StepExecutor {
    private final Queue<Consumer<Work>> doings = new ArrayDeque<>();
    final List<Boolean> cancelled = new ArrayList<>();
    int executed;

    void next(Consumer<Work> doing) {
      doings.add(doing);
    }

    @Override
    public Set<Class<? extends Command>> handles() {
      return Set.of(Command.RestoreBackup.class);
    }

    @Override
    public Takeover onTakeover(Command command) {
      return Takeover.REPEAT;
    }

    @Override
    public void execute(List<Work> group) {
      for (var work : group) {
        executed++;
        doings.remove().accept(work);
      }
    }
  }

  private static final class Silence implements WorkSignals {
    @Override
    public void outboxFilled() {}

    @Override
    public void workWaits() {}

    @Override
    public void tell(Message<Progress> progress) {}

    @Override
    public boolean turnedAwayTooOften(String messageId) {
      return false;
    }
  }
}
