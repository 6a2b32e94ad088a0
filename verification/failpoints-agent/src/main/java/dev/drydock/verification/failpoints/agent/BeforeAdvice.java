package dev.drydock.verification.failpoints.agent;

import dev.drydock.verification.failpoints.agent.hook.Failpoint;
import net.bytebuddy.asm.Advice;

/** Copied into methods with a point at their beginning. */
final class BeforeAdvice {
  private BeforeAdvice() {}

  @Advice.OnMethodEnter
  static long begins(@PointName String point, @EngineName String engine) {
    return Failpoint.before(point, engine);
  }

  @Advice.OnMethodExit
  static void returns(@Advice.Enter long timeOutMs, @PointName String point) {
    if (timeOutMs != 0) {
      Failpoint.timeOut(point, timeOutMs);
    }
  }
}
