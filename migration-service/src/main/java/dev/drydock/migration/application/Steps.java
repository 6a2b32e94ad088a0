package dev.drydock.migration.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor.Work;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.util.function.Supplier;

/** What every step does alike: ask before an effect, and say why something did not happen. */
final class Steps {

  /**
   * Runs the step and finishes the work with its answer, or with the reason why there is none. Work
   * whose claim was not answered goes back.
   */
  static void answer(Work work, Step step, Supplier<Result> body) {
    try {
      work.finish(body.get());
    } catch (TenantDatabaseFailure.ClaimUnanswered e) {
      work.putBack();
    } catch (TenantDatabaseFailure e) {
      work.finish(answerTo(step, e));
    } catch (BundleInvalid e) {
      work.finish(new Result.StepFailed(step, e.failure()));
    } catch (BundlesUnavailable e) {
      work.finish(new Result.StepFailed(step, Failure.of(FailureCode.STORE_UNAVAILABLE)));
    }
  }

  /**
   * A refused claim is an unknown: the execution that holds it may be at work, or lost. The
   * coordinator's next token settles it.
   */
  private static Result answerTo(Step step, TenantDatabaseFailure failure) {
    return switch (failure) {
      case TenantDatabaseFailure.Fenced fenced -> new Result.StepFenced(step, fenced.seen());
      case TenantDatabaseFailure.ClaimRefused refused ->
          new Result.StepUnknown(step, refused.failure());
      case TenantDatabaseFailure.Transient lasting ->
          new Result.StepFailed(step, lasting.failure());
      case TenantDatabaseFailure.Permanent lasting ->
          new Result.StepFailed(step, lasting.failure());
      case TenantDatabaseFailure.ClaimUnanswered unanswered ->
          new Result.StepFailed(step, unanswered.failure());
    };
  }

  static BeforeEffect claim(Claims claims, Work work) {
    return () -> {
      switch (claims.claim(work.message(), work.executionId())) {
        case GRANTED -> {}
        case REFUSED -> throw new TenantDatabaseFailure.ClaimRefused();
        case UNANSWERED -> throw new TenantDatabaseFailure.ClaimUnanswered();
      }
    };
  }

  static TenantTarget tenant(Work work) {
    return command(work).tenant();
  }

  static Token token(Work work) {
    return work.message().envelope().token();
  }

  static Command command(Work work) {
    return work.message().data();
  }

  private Steps() {}
}
