package dev.drydock.verification.failpoints.agent;

import static net.bytebuddy.matcher.ElementMatchers.none;

import dev.drydock.verification.failpoints.agent.hook.Failpoint;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.dynamic.scaffold.TypeValidation;

/** {@code -javaagent:JAR=SERVICE,FOLDER}: weaves the points of one service. */
public final class Agent {
  private Agent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    var service = arguments.substring(0, arguments.indexOf(','));
    var folder = new File(arguments.substring(arguments.indexOf(',') + 1));
    var points =
        Catalogue.points().stream().filter(point -> point.service().equals(service)).toList();
    var callers = new HashMap<String, String>();
    points.forEach(point -> {
      if (point.caller() != null) {
        callers.put(point.name(), point.caller());
      }
    });
    Failpoint.use(folder, service + "\t" + ProcessHandle.current().pid(), callers);
    install(new Weaving(points), instrumentation);
  }

  private static void install(Weaving weaving, Instrumentation instrumentation) {
    new AgentBuilder.Default(new ByteBuddy().with(TypeValidation.DISABLED))
        .with(AgentBuilder.TypeStrategy.Default.DECORATE)
        .with(AgentBuilder.InitializationStrategy.NoOp.INSTANCE)
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .ignore(none())
        .type((type, loader, module, redefined, domain) -> weaving.concerns(type))
        .transform((builder, type, loader, module, domain) -> weaving.weave(builder, type))
        .installOn(instrumentation);
  }
}
