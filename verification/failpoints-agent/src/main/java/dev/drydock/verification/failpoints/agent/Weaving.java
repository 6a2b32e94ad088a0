package dev.drydock.verification.failpoints.agent;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import dev.drydock.verification.failpoints.agent.Point.Moment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Which class gets which points, and how they are put into its methods. */
final class Weaving {
  private static final String ADAPTERS = "dev.drydock.tenantdatabases.";

  /** Drivers are woven too: the commit of a migration is theirs. */
  private static final List<String> DRIVERS =
      List.of("org.postgresql.", "org.mariadb.", "org.sqlite.");

  /** The container makes it: interceptors, the transaction's among them, run inside its methods. */
  private static final String INTERCEPTED = "_Subclass";

  private final List<Point> points;

  Weaving(List<Point> points) {
    this.points = points;
  }

  boolean concerns(TypeDescription type) {
    return isOurs(type.getName()) && !type.isInterface() && !of(type).isEmpty();
  }

  private static boolean isOurs(String name) {
    return name.startsWith("dev.drydock.") || DRIVERS.stream().anyMatch(name::startsWith);
  }

  /** The points that stand in this class. */
  List<Point> of(TypeDescription type) {
    return points.stream().filter(point -> isIn(point, type)).toList();
  }

  private static boolean isIn(Point point, TypeDescription type) {
    var name = type.getName();
    return point.moment() == Moment.COMMITTED
        ? name.equals(point.type() + INTERCEPTED)
        : name.equals(point.type()) || (point.ofEngines() && implementsPort(point.type(), type));
  }

  private static boolean implementsPort(String port, TypeDescription type) {
    return !engineOf(type.getName()).isEmpty() && supertypes(type).contains(port);
  }

  private static Set<String> supertypes(TypeDescription type) {
    var found = new HashSet<String>();
    for (TypeDefinition each = type; each != null; each = each.getSuperClass()) {
      interfacesOf(each, found);
    }
    return found;
  }

  private static void interfacesOf(TypeDefinition type, Set<String> found) {
    for (var each : type.getInterfaces()) {
      if (found.add(each.asErasure().getName())) {
        interfacesOf(each, found);
      }
    }
  }

  /** The adapter's package; of a driver, the adapter that is named as it is. Else empty. */
  static String engineOf(String type) {
    if (type.startsWith(ADAPTERS)) {
      int end = type.indexOf('.', ADAPTERS.length());
      return end < 0 ? "" : type.substring(ADAPTERS.length(), end);
    }
    return DRIVERS.stream()
        .filter(type::startsWith)
        .map(driver -> driver.equals("org.postgresql.") ? "postgres" : driver.split("\\.", -1)[1])
        .findFirst()
        .orElse("");
  }

  DynamicType.Builder<?> weave(DynamicType.Builder<?> builder, TypeDescription type) {
    var woven = builder;
    for (var point : of(type)) {
      var advice =
          Advice.withCustomMapping()
              .bind(PointName.class, point.name())
              .bind(EngineName.class, engineOf(type.getName()))
              .to(point.moment() == Moment.BEFORE ? BeforeAdvice.class : AfterAdvice.class);
      woven = woven.visit(advice.on(method(point)));
    }
    return woven;
  }

  static ElementMatcher.Junction<MethodDescription> method(Point point) {
    ElementMatcher.Junction<MethodDescription> named = named(point.method()).and(not(isAbstract()));
    return named.and(method -> !method.isBridge() && hasParameters(method, point));
  }

  static boolean hasParameters(MethodDescription method, Point point) {
    var wanted = point.parameters();
    return wanted == null
        || method.getParameters().asTypeList().asErasures().stream()
            .map(Weaving::simpleName)
            .toList()
            .equals(wanted);
  }

  /** Without looking at the type, which may not be there. */
  private static String simpleName(TypeDescription type) {
    return type.getName().replaceFirst(".*[.$]", "");
  }
}
