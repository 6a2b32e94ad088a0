package dev.drydock.verification.corruptions;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Result;
import java.util.ArrayList;

/** Backups of which nothing is wrong: refusing them all would find every corruption too. */
final class ControlCases {
  private final Bench bench;
  private final SealedCases sealedCases;

  ControlCases(Bench bench, SealedCases sealedCases) {
    this.bench = bench;
    this.sealedCases = sealedCases;
  }

  Outcome run(Case one) {
    var random = one.random();
    return switch (one.kind()) {
      case UNTOUCHED -> again(bench.any(random));
      case FRESH -> fresh(bench.any(random));
      case COPY_UNALTERED -> {
        var base = bench.anyRich(random);
        yield sealed(base, sealedCases.copied(base, 0, null), "a copy");
      }
      default -> {
        var base = bench.anyRich(random);
        var lie = new LyingDumps(base.truth().dump(), random, null).of(one.kind());
        yield sealed(base, lie.dump(), lie.what());
      }
    };
  }

  private Outcome sealed(Base base, byte[] dump, String what) {
    return sealedCases.sealed(
        base, dump, (judgement, backups, answers) -> judgement.ofGood(backups, answers), what);
  }

  private Outcome again(Base base) {
    var answers = bench.steps.prove(base.tenants(), base.backups());
    return new Judgement(bench.catalogue, "as stored").ofGood(base.backups(), answers);
  }

  private Outcome fresh(Base base) {
    var backups = new ArrayList<BackupReference>();
    for (var answer : bench.steps.take(base.tenants())) {
      if (!(answer instanceof Result.BackupTaken(var backup, _))) {
        return new Outcome.Violation("a backup", "is not taken: " + answer);
      }
      backups.add(backup);
    }
    return new Judgement(bench.catalogue, "a backup of now")
        .ofGood(backups, bench.steps.prove(base.tenants(), backups));
  }
}
