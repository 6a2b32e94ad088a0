package dev.drydock.verification.failpoints.agent;

import dev.drydock.verification.failpoints.agent.hook.Failpoint;
import net.bytebuddy.asm.Advice;

/** Copied into methods with a point where they return. */
final class AfterAdvice {
  private AfterAdvice() {}

  @Advice.OnMethodExit
  static void returns(@PointName String point, @EngineName String engine) {
    Failpoint.after(point, engine);
  }
}
