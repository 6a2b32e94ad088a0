package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.StepExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Proves backups; those of one archive by one read-back and one trial restore. */
@ApplicationScoped
public class ProveBackups implements StepExecutor {
  private final FindBackup findBackup;
  private final TrialRestore trialRestore;
  private final BackupConfiguration configuration;
  private final Clock clock;

  ProveBackups(
      FindBackup findBackup,
      TrialRestore trialRestore,
      BackupConfiguration configuration,
      Clock clock) {
    this.findBackup = findBackup;
    this.trialRestore = trialRestore;
    this.configuration = configuration;
    this.clock = clock;
  }

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
    return configuration.groupLimit();
  }

  @Override
  public Object groupKey(Command command) {
    return ((Command.ProveBackup) command).backup().archive();
  }

  private record Member(Work work, Manifest manifest) {
    Command.ProveBackup command() {
      return (Command.ProveBackup) work.message().data();
    }
  }

  @Override
  public void execute(List<Work> group) {
    var members = new ArrayList<Member>();
    for (var work : group) {
      try {
        var command = (Command.ProveBackup) work.message().data();
        members.add(new Member(work, findBackup.of(command.backup())));
      } catch (RuntimeException e) {
        Answers.thrown(Step.PROVE, List.of(work), e);
      }
    }
    if (!members.isEmpty()) {
      prove(members);
    }
  }

  private void prove(List<Member> members) {
    long from = clock.millis();
    var works = members.stream().map(Member::work).toList();
    List<Fingerprint> restored;
    try {
      restored =
          trialRestore.of(
              members.stream().map(Member::manifest).toList(),
              members.stream().map(m -> m.command().tenant()).toList(),
              works.getFirst().message().envelope().token(),
              Watch.of(works));
    } catch (RuntimeException e) {
      if (Answers.aloneMayHelp(members, e)) {
        members.forEach(member -> prove(List.of(member)));
      } else {
        Answers.thrown(Step.PROVE, works, e);
      }
      return;
    }
    for (int i = 0; i < members.size(); i++) {
      answer(members.get(i), restored.get(i), clock.millis() - from);
    }
  }

  private void answer(Member member, Fingerprint restored, long durationMs) {
    try {
      var difference = trialRestore.verdict(member.manifest(), restored);
      member
          .work()
          .finish(
              difference.isPresent()
                  ? new Result.StepFailed(Step.PROVE, difference.get())
                  : new Result.BackupProven(member.manifest().id(), restored, durationMs));
    } catch (RuntimeException e) {
      Answers.thrown(Step.PROVE, List.of(member.work()), e);
    }
  }
}
