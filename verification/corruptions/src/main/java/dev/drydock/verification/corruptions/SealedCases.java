package dev.drydock.verification.corruptions;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Result;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Dumps that lie and are sealed as they should be: only the trial restore can tell. */
final class SealedCases {
  private static final String PROPERTY = "DATABASE_NAME";

  private final Bench bench;
  private final TextDumps text;

  SealedCases(Bench bench) {
    this.bench = bench;
    this.text = new TextDumps(bench.servers);
  }

  Outcome run(Case one) {
    var random = one.random();
    var base = needsDatabase(one.kind()) ? bench.first() : bench.anyRich(random);
    int member = random.nextInt(base.tenants().size());
    var schema = base.tenants().get(member).schema();
    return switch (one.kind()) {
      case WRONG_TENANT ->
          lied(base, new Lie(bench.second().truth().dump(), "dump of another tenant", null));
      case STALE_DUMP -> lied(base, new Lie(base.staleDump(), "an earlier dump", null));
      case COPY_ALTERED -> altered(base, member, random);
      default -> lied(base, new LyingDumps(base.truth().dump(), random, schema).of(one.kind()));
    };
  }

  private static boolean needsDatabase(Kind kind) {
    return kind == Kind.LARGE_OBJECT_CHANGED || kind == Kind.WRONG_TENANT;
  }

  private Outcome altered(Base base, int member, SplittableRandom random) {
    var statements = new ArrayList<>(Statements.lines("alterations"));
    if (!base.grouped()) {
      statements.addAll(Statements.lines("database-alterations"));
      statements.addAll(Statements.lines("database-alterations"));
    }
    var statement = statements.get(random.nextInt(statements.size()));
    var lie = new Lie(copied(base, member, statement), statement, schemaOf(base, member));
    return statement.contains(PROPERTY)
        ? judged(base, lie, _ -> Optional.of("its properties differ"))
        : lied(base, lie);
  }

  private static @Nullable String schemaOf(Base base, int member) {
    return base.tenants().get(member).schema();
  }

  /**
   * @param statement {@code null} for a copy as it is
   */
  byte[] copied(Base base, int member, @Nullable String statement) {
    var tenant = base.tenants().get(member);
    var copy = bench.tenants.copy(tenant);
    try {
      if (statement != null) {
        bench.tenants.alter(tenant, copy, statement);
      }
      return bench.snapshots.dump(base.tenants().stream().map(t -> Tenants.at(t, copy)).toList());
    } finally {
      bench.tenants.drop(copy);
    }
  }

  private Outcome lied(Base base, Lie lie) {
    return judged(
        base,
        lie,
        member -> text.difference(base.tenants().get(member), base.truth().dump(), lie.dump()));
  }

  private Outcome judged(Base base, Lie lie, IntFunction<Optional<String>> difference) {
    IntPredicate concerned =
        member -> lie.schema() == null || lie.schema().equals(schemaOf(base, member));
    return sealed(
        base,
        lie.dump(),
        (judgement, backups, answers) ->
            judgement.of(backups, answers, base.grouped() ? concerned : _ -> true, difference),
        lie.what());
  }

  /** What the answers come to. */
  @FunctionalInterface
  interface Judged {
    Outcome of(Judgement judgement, List<BackupReference> backups, List<Result> answers);
  }

  Outcome sealed(Base base, byte[] dump, Judged judged, String what) {
    var taken = new ArrayList<Result>();
    bench.snapshots.lying(base.truth(), dump, () -> taken.addAll(bench.steps.take(base.tenants())));
    var backups = new ArrayList<BackupReference>();
    for (var answer : taken) {
      if (!(answer instanceof Result.BackupTaken(var backup, _))) {
        throw new NotCarriedOut("not backed up: " + answer);
      }
      backups.add(backup);
    }
    try {
      var answers = bench.steps.prove(base.tenants(), backups);
      return judged.of(new Judgement(bench.catalogue, what), backups, answers);
    } finally {
      forget(backups);
    }
  }

  private void forget(List<BackupReference> backups) {
    bench.servers.objects.delete(backups.getFirst().archive());
    for (var backup : backups) {
      bench.servers.objects.delete(Base.manifest(backup));
      bench.servers.objects.delete(Base.proof(backup));
    }
  }
}
