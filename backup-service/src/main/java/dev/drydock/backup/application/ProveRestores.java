package dev.drydock.backup.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.StepExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Compares the live tenant with the backup it was put back from; touches nothing. */
@ApplicationScoped
public class ProveRestores implements StepExecutor {
  private final FindBackup findBackup;
  private final Engines engines;

  ProveRestores(FindBackup findBackup, Engines engines) {
    this.findBackup = findBackup;
    this.engines = engines;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(Command.ProveRestore.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.REPEAT;
  }

  @Override
  public void execute(List<Work> group) {
    group.forEach(this::prove);
  }

  private void prove(Work work) {
    var command = (Command.ProveRestore) work.message().data();
    try {
      var expected = findBackup.of(command.backup()).fingerprint();
      var live = engines.of(command.tenant()).fingerprint(command.tenant());
      work.finish(
          live.equals(expected)
              ? new Result.RestoreProven(live)
              : new Result.RestoreDiffers(TrialRestore.differs(expected, live)));
    } catch (RuntimeException e) {
      Answers.thrown(Step.PROVE_RESTORE, List.of(work), e);
    }
  }
}
