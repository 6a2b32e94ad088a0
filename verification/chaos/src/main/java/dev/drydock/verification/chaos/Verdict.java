package dev.drydock.verification.chaos;

import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.fleet.judgement.Invariants;
import java.util.ArrayList;
import java.util.TreeMap;

/** A run's figures and violations, out of its folder alone. */
final class Verdict {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  private Verdict() {}

  static Figures of(RunFolder folder) {
    var run = folder.run();
    var faults = folder.faults();
    var upgrades = folder.upgrades();
    var seen = folder.observations();
    var byKind = new TreeMap<String, Integer>();
    faults.forEach(fault -> byKind.merge(fault.kind(), 1, Integer::sum));
    var resumes = Resumes.of(faults, upgrades, seen);
    var violations = new ArrayList<String>();
    folder.troubles().forEach(violations::add);
    violations.addAll(Invariants.judge(seen));
    return Figures.of("chaos")
        .with("seed", run.seed())
        .with("minutes", run.minutes())
        .with("mode", run.mode())
        .with("tenants", run.tenants())
        .with("upgrades", upgrades.size())
        .with("tenantsUpgraded", upgrades.stream().mapToInt(UpgradeRecord::upgraded).sum())
        .with("restores", upgrades.stream().mapToInt(UpgradeRecord::restored).sum())
        .with("untouched", upgrades.stream().mapToInt(UpgradeRecord::untouched).sum())
        .with("parked", upgrades.stream().mapToInt(UpgradeRecord::parked).sum())
        .with("faults", faults.size())
        .with("faultsByKind", byKind)
        .with("resumeP50Ms", Resumes.quantile(resumes, P50))
        .with("resumeP99Ms", Resumes.quantile(resumes, P99))
        .with("copiesRestored", seen.restoredCopies().size())
        .with("run", folder.path().toString())
        .violations(violations.stream().map(each -> each + "; replay: " + run.replay()).toList())
        .figures();
  }
}
