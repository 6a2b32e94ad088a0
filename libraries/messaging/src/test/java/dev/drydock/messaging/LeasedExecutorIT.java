package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Topics;
import dev.drydock.local.PostgresServer;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The work queue and its executor against a real database; what goes out is read in the outbox. */
class LeasedExecutorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Servers.Work SETTINGS =
      new Servers.Work(4, Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(1200));

  private static final Servers.Messaging MESSAGING = new Servers.Messaging(Duration.ofSeconds(6));

  private static PostgresServer postgres;

  private final CloudEventsCodec codec = new CloudEventsCodec(SigningKeys.of(Samples.KEY));
  private final KafkaClients nowhere = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:9"));
  private final TurnedAway turnedAway = new TurnedAway();
  private final List<Replica> replicas = new ArrayList<>();
  private Servers.PlainTransactions transactions;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.temporary();
    Servers.prepare(postgres);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void clean() {
    transactions = new Servers.PlainTransactions(postgres);
    postgres.execute(Servers.DATABASE, "TRUNCATE outbox, work_item, work_token");
  }

  @AfterEach
  void stopReplicas() throws InterruptedException {
    for (var replica : replicas) {
      replica.loop().stop();
    }
  }

  @Test
  void givenACommand_whenAccepted_thenItIsExecutedOnce_andItsOutcomeIsSentAgainWhenAskedAgain() {
    // given
    var steps = new Steps(work -> work.finish(new Result.BackupRestored("kept", 5)));
    var replica = replica("one", steps);
    var command = restore("shop-a", 7);
    replica.queue().accept(List.of(command));
    await().atMost(PATIENCE).until(() -> results().size() == 1);

    // when
    replica.queue().accept(List.of(command, command));

    // then
    assertThat(results()).hasSize(2);
    assertThat(results().get(1)).isEqualTo(results().get(0));
    assertThat(results().get(0).envelope().causationId()).isEqualTo(command.envelope().id());
    assertThat(steps.executed).hasSize(1);
  }

  @Test
  void givenARunningCommand_whenAskedAgain_thenItsProgressIsSent() {
    // given
    var steps = new Steps(LeasedExecutorIT::waitForCancellation);
    var replica = replica("one", steps);
    replica.queue().accept(List.of(restore("shop-a", 7)));
    await().atMost(PATIENCE).until(() -> steps.executed.size() == 1);

    // when
    replica.queue().accept(List.of(restore("shop-a", 7)));

    // then
    assertThat(sent(Topics.PROGRESS))
        .singleElement()
        .satisfies(message -> assertThat(message.data()).isInstanceOf(Progress.class));
    assertThat(steps.executed).hasSize(1);
  }

  @Test
  void givenAHigherTokenWasSeen_whenALowerOneComes_thenItIsFenced() {
    // given
    var replica =
        replica("one", new Steps(work -> work.finish(new Result.BackupRestored(null, 1))));
    replica.queue().accept(List.of(restore("shop-a", 8)));

    // when
    replica.queue().accept(List.of(restore("shop-a", 7)));

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(results().stream().<Object>map(Message::data).toList())
                .contains(
                    new Result.StepFenced(
                        dev.drydock.contracts.Step.RESTORE, new dev.drydock.contracts.Token(8))));
  }

  @Test
  void givenAHigherTokenWasSeen_whenACheckOfNoAttemptComes_thenItIsExecuted() {
    // given
    var steps = new Steps(work -> work.finish(new Result.BackupRestored(null, 1)));
    var replica = replica("one", steps);
    replica.queue().accept(List.of(restore("shop-a", 8)));

    // when
    replica.queue().accept(List.of(check("shop-a")));

    // then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(steps.executed).contains("shop-a/0"));
    await().atMost(PATIENCE).until(() -> results().size() == 2);
    assertThat(results()).noneMatch(message -> message.data() instanceof Result.StepFenced);
  }

  @Test
  void givenARunningExecution_whenAHigherTokenComes_thenItIsToldToEnd() {
    // given
    var steps =
        new Steps(work -> {
          if (work.message().envelope().token().value() == 7) {
            waitForCancellation(work);
          } else {
            work.finish(new Result.BackupRestored(null, 1));
          }
        });
    var replica = replica("one", steps);
    replica.queue().accept(List.of(restore("shop-a", 7)));
    await().atMost(PATIENCE).until(() -> steps.executed.size() == 1);

    // when
    replica.queue().accept(List.of(restore("shop-a", 8)));

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 2);
    assertThat(results())
        .extracting(message -> message.data().getClass().getSimpleName())
        .containsExactlyInAnyOrder("BackupRestored", "StepFenced");
  }

  @Test
  void givenTwoReplicas_whenManyCommandsCome_thenEachIsExecutedOnce() {
    // given
    var steps = new Steps(work -> work.finish(new Result.BackupRestored(null, 1)));
    var one = replica("one", steps);
    var two = replica("two", steps);

    // when
    for (int i = 0; i < 100; i += 10) {
      var commands = new ArrayList<Message<? extends Command>>();
      for (int j = i; j < i + 10; j++) {
        commands.add(restore("shop-" + j, 1));
      }
      one.queue().accept(commands);
      two.queue().accept(commands);
    }

    // then
    await()
        .atMost(PATIENCE)
        .until(() -> results().stream().map(m -> m.envelope().id()).distinct().count() == 100);
    assertThat(steps.executed).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void givenADeadWorkersStepThatIsSafeToRepeat_thenAnotherRepeatsIt() {
    // given
    left("dead", restore("shop-a", 7), "now() + interval '500 milliseconds'");

    // when
    var steps = new Steps(work -> work.finish(new Result.BackupRestored(null, 1)));
    replica("one", steps);

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(steps.executed).hasSize(1);
  }

  @Test
  void givenADeadWorkersStepWhoseEffectMayHaveLanded_thenTheAnswerIsUnknown() {
    // given
    left("dead", migrate("shop-a", 7), "now() + interval '500 milliseconds'");

    // when
    var steps = new Steps(work -> work.finish(new Result.TenantMigrated("1", 1, 1)));
    replica("one", steps);

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(results().getFirst().data())
        .isInstanceOfSatisfying(
            Result.StepUnknown.class,
            unknown -> assertThat(unknown.failure().code()).isEqualTo(FailureCode.TAKEN_OVER));
    assertThat(steps.executed).isEmpty();
  }

  @Test
  void givenAReplicaThatComesBackUnderItsName_thenItDoesNotWaitForItsOldLeases() {
    // given
    left("one", restore("shop-a", 7), "now() + interval '1 hour'");

    // when
    var steps = new Steps(work -> work.finish(new Result.BackupRestored(null, 1)));
    replica("one", steps);

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
  }

  @Test
  void givenATenantThatKillsItsWorkerEachTime_thenItIsAnsweredInTheEnd() {
    // given
    left("dead", restore("shop-a", 7), "now() - interval '1 second'");
    postgres.execute(Servers.DATABASE, "UPDATE work_item SET takeovers = 2");

    // when
    replica("one", new Steps(work -> work.finish(new Result.BackupRestored(null, 1))));

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(results().getFirst().data()).isInstanceOf(Result.StepFailed.class);
  }

  @Test
  void givenTheDatabaseIsAway_whenLeasesCannotBeRenewed_thenTheExecutionEndsItself() {
    // given
    var ended = new CountDownLatch(1);
    var steps =
        new Steps(work -> {
          try {
            waitForCancellation(work);
          } finally {
            ended.countDown();
          }
        });
    var replica = replica("one", steps);
    replica.queue().accept(List.of(restore("shop-a", 7)));
    await().atMost(PATIENCE).until(() -> steps.executed.size() == 1);

    // when
    replica.transactions().broken.set(true);

    // then
    await().atMost(Duration.ofSeconds(3)).until(() -> ended.getCount() == 0);
    assertThat(results()).isEmpty();
    replica.transactions().broken.set(false);
    await().atMost(PATIENCE).until(() -> steps.executed.size() == 2);
  }

  @Test
  void givenALongExecution_thenItsLeaseIsRenewed() {
    // given
    var release = new CountDownLatch(1);
    var steps =
        new Steps(work -> {
          release.await(30, TimeUnit.SECONDS);
          work.finish(new Result.BackupRestored(null, 1));
        });
    replica("one", steps).queue().accept(List.of(restore("shop-a", 7)));
    replica("two", steps);

    // when
    await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
    release.countDown();

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(steps.executed).hasSize(1);
  }

  @Test
  void givenAnExecutorThatThrows_thenTheAnswerIsFailed_orUnknownWhereItMayHaveLanded() {
    // given
    var steps =
        new Steps(work -> {
          throw new IllegalStateException("secret");
        });

    // when
    replica("one", steps).queue().accept(List.of(restore("shop-a", 7), migrate("shop-b", 7)));

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 2);
    assertThat(results())
        .extracting(message -> message.data().getClass().getSimpleName())
        .containsExactlyInAnyOrder("StepFailed", "StepUnknown");
  }

  @Test
  void givenRunningWork_whenTheServiceStops_thenItGivesBackWithinSeconds() throws Exception {
    // given
    var steps = new Steps(LeasedExecutorIT::waitForCancellation);
    var replica = replica("one", steps);
    replica.queue().accept(List.of(restore("shop-a", 7), migrate("shop-b", 7)));
    await().atMost(PATIENCE).until(() -> steps.executed.size() == 2);

    // when
    long before = System.nanoTime();
    replica.loop().stop();

    // then
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
    assertThat(results())
        .singleElement()
        .satisfies(message -> assertThat(message.data()).isInstanceOf(Result.StepUnknown.class));
    var next = new Steps(work -> work.finish(new Result.BackupRestored(null, 1)));
    replica("two", next);
    await().atMost(PATIENCE).until(() -> next.executed.size() == 1);
  }

  @Test
  void givenGroupableCommands_thenTheyComeInOneCall_andOthersAreNotStarved() {
    // given
    var group = new CountDownLatch(1);
    var sizes = new ConcurrentLinkedQueue<Integer>();
    var grouping = new Grouping(sizes, group);
    var others = new Steps(work -> work.finish(new Result.BackupRestored(null, 1)));
    var commands = new ArrayList<Message<? extends Command>>();
    for (int i = 0; i < 20; i++) {
      var tenant = Samples.target("shop-" + i);
      commands.add(
          Samples.message(
              "shop-" + i, 1, 0, new Command.ProveBackup(tenant, Samples.backup(tenant.id()))));
    }

    // when
    var replica = replica("one", grouping, others);
    replica.queue().accept(commands);
    await().atMost(PATIENCE).until(() -> !sizes.isEmpty());
    replica.queue().accept(List.of(restore("other", 1)));

    // then
    await().atMost(PATIENCE).until(() -> others.executed.size() == 1);
    group.countDown();
    await().atMost(PATIENCE).until(() -> results().size() == 21);
    assertThat(sizes).containsExactly(20);
  }

  @Test
  void givenWorkPutBack_thenItIsTriedAgain() {
    // given
    var calls = new AtomicInteger();
    var steps =
        new Steps(work -> {
          if (calls.incrementAndGet() == 1) {
            work.putBack();
          } else {
            work.finish(new Result.BackupRestored(null, 1));
          }
        });

    // when
    replica("one", steps).queue().accept(List.of(restore("shop-a", 7)));

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(calls).hasValue(2);
  }

  @Test
  void givenClaimsAreTurnedAwayEveryTime_whenTheWorkIsPutBackAgain_thenItFails() {
    // given
    var steps = new Steps(StepExecutor.Work::putBack);
    var command = migrate("shop-a", 7);
    for (int i = 0; i < 30; i++) {
      turnedAway.add(command.envelope().id(), 401);
    }

    // when
    replica("one", steps).queue().accept(List.of(command));

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(results().getFirst().data())
        .isEqualTo(
            new Result.StepFailed(
                dev.drydock.contracts.Step.MIGRATE,
                dev.drydock.contracts.Failure.of(FailureCode.INTERNAL)));
  }

  @Test
  void givenAStepThatNeverSaysAnything_whenItsCeilingIsReached_thenItIsInterruptedAndStalled() {
    // given
    var never = new CountDownLatch(1);
    var steps = new Steps(work -> never.await());

    // when
    replica("one", steps).queue().accept(List.of(migrate("shop-a", 7)));

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(results().getFirst().data())
        .isEqualTo(
            new Result.StepUnknown(
                dev.drydock.contracts.Step.MIGRATE,
                dev.drydock.contracts.Failure.of(FailureCode.STALLED)));
  }

  @Test
  void givenAnErrorInTheLoop_whenItPasses_thenTheExecutorStillExecutes() {
    // given
    var steps = new Steps(work -> work.finish(new Result.BackupRestored(null, 1)));
    var replica = replica("one", steps);
    replica.transactions().error.set(true);
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);

    // when
    replica.transactions().error.set(false);
    replica.queue().accept(List.of(restore("shop-a", 7)));

    // then
    await().atMost(PATIENCE).until(() -> results().size() == 1);
    assertThat(steps.executed).hasSize(1);
  }

  // ---- the pieces ----

  private record Replica(Worker queue, WorkLoop loop, Servers.PlainTransactions transactions) {}

  private Replica replica(String instance, StepExecutor... executors) {
    var own = new Servers.PlainTransactions(postgres);
    var service = new Service("test", instance);
    var metrics = new SimpleMeterRegistry();
    var relay =
        new RelayLoop(
            own, nowhere, new TopicKeeper(nowhere, MESSAGING), service, MESSAGING, metrics);
    var signals = new ServiceSignals(relay, new ProgressSender(nowhere, codec), turnedAway);
    var worker =
        new Worker(
            List.of(executors),
            new JdbcWorkStore(own, codec),
            new MachinePace(),
            signals,
            SETTINGS,
            service);
    var loop = new WorkLoop(worker, signals, SETTINGS, metrics);
    loop.start();
    var replica = new Replica(worker, loop, own);
    replicas.add(replica);
    return replica;
  }

  private interface Doing {
    void with(StepExecutor.Work work) throws Exception;
  }

  /** Restores (safe to repeat) and migrations (not). */
  private static final class Steps implements StepExecutor {
    final ConcurrentLinkedQueue<String> executed = new ConcurrentLinkedQueue<>();
    private final Doing doing;

    Steps(Doing doing) {
      this.doing = doing;
    }

    @Override
    public Set<Class<? extends Command>> handles() {
      return Set.of(
          Command.RestoreBackup.class, Command.MigrateTenant.class, Command.CheckTenant.class);
    }

    @Override
    public Takeover onTakeover(Command command) {
      return command instanceof Command.MigrateTenant ? Takeover.UNKNOWN : Takeover.REPEAT;
    }

    @Override
    public void execute(List<Work> group) throws Exception {
      for (var work : group) {
        executed.add(
            work.message().envelope().tenantId() + "/" + work.message().envelope().token());
        doing.with(work);
      }
    }
  }

  private record Grouping(ConcurrentLinkedQueue<Integer> sizes, CountDownLatch release)
      implements StepExecutor {
    @Override
    public Set<Class<? extends Command>> handles() {
      return Set.of(Command.ProveBackup.class);
    }

    @Override
    public Takeover onTakeover(Command command) {
      return Takeover.REPEAT;
    }

    @Override
    public int groupLimit() {
      return 50;
    }

    @Override
    public Object groupKey(Command command) {
      return command.tenant().server();
    }

    @Override
    public void execute(List<Work> group) throws Exception {
      sizes.add(group.size());
      release.await(30, TimeUnit.SECONDS);
      for (var work : group) {
        work.finish(
            new Result.RestoreProven(
                Samples.backup(work.message().envelope().tenantId()).fingerprint()));
      }
    }
  }

  private static void waitForCancellation(StepExecutor.Work work) throws InterruptedException {
    var never = new CountDownLatch(1);
    while (!work.cancelled()) {
      never.await(20, TimeUnit.MILLISECONDS);
    }
  }

  private static Message<? extends Command> check(String tenant) {
    var check =
        Samples.all().stream()
            .filter(Command.CheckTenant.class::isInstance)
            .map(Command.CheckTenant.class::cast)
            .findFirst()
            .orElseThrow();
    return Samples.message(
        tenant, 0, 0, new Command.CheckTenant(Samples.target(tenant), check.release()));
  }

  private static Message<Command.RestoreBackup> restore(String tenant, long token) {
    var target = Samples.target(tenant);
    return Samples.message(
        tenant, token, 0, new Command.RestoreBackup(target, Samples.backup(target.id())));
  }

  private static Message<Command.MigrateTenant> migrate(String tenant, long token) {
    return Samples.all().stream()
        .filter(Command.MigrateTenant.class::isInstance)
        .map(Command.MigrateTenant.class::cast)
        .map(sample ->
            Samples.message(
                tenant,
                token,
                0,
                new Command.MigrateTenant(
                    Samples.target(tenant), sample.release(), sample.backup())))
        .findFirst()
        .orElseThrow();
  }

  /** What a worker leaves that was killed while it executed. */
  private void left(String holder, Message<? extends Command> command, String leaseUntil) {
    var envelope = command.envelope();
    var record = WireRecord.of(codec.encode(Topics.RESULTS, command));
    transactions.perform(connection -> {
      AcceptedCommands.insert(
          connection,
          List.of(
              new AcceptedCommands.Accepted(
                  envelope.id(),
                  envelope.tenantId().value(),
                  envelope.token().value(),
                  envelope.type(),
                  command.data().tenant().server(),
                  record)));
      try (var statement = connection.createStatement()) {
        statement.executeUpdate(
            "UPDATE work_item SET state = 'RUNNING', execution = 'lost', holder = '"
                + holder
                + "', lease_until = "
                + leaseUntil);
      }
    });
  }

  private List<Message<?>> results() {
    return sent(Topics.RESULTS);
  }

  private List<Message<?>> sent(String topic) {
    Predicate<OutboxTable.Row> onTopic = row -> row.topic().equals(topic);
    var messages = new ArrayList<Message<?>>();
    for (var row : transactions.run(Servers::outbox).stream().filter(onTopic).toList()) {
      if (codec.decodeStored(row.record()) instanceof Readable(var message)) {
        messages.add(message);
      }
    }
    return messages;
  }
}
