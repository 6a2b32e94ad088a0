package dev.drydock.verification.failpoints.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.failpoints.agent.Point.Moment;
import dev.drydock.verification.failpoints.agent.hook.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue names is in the services' classes: a renamed method fails here. */
class CatalogueTest {
  private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
  private static final TypePool CLASSES =
      new TypePool.Default.WithLazyResolution(
          new TypePool.CacheProvider.Simple(),
          ClassFileLocator.ForClassLoader.of(CatalogueTest.class.getClassLoader()),
          TypePool.Default.ReaderMode.FAST);

  static List<Point> points() {
    return Catalogue.points();
  }

  @ParameterizedTest
  @MethodSource("points")
  void thePlaceIsThereOnce(Point point) {
    var resolution = CLASSES.describe(point.type());
    assertThat(resolution.isResolved()).as("class " + point.type()).isTrue();
    var named =
        resolution.resolve().getDeclaredMethods().stream()
            .filter(method -> method.getInternalName().equals(point.method()))
            .filter(method -> !method.isBridge() && !method.isSynthetic())
            .filter(method -> Weaving.hasParameters(method, point))
            .toList();
    assertThat(named).as(point.type() + "#" + point.method()).hasSize(1);
    assertThat(named.getFirst().isAbstract()).isEqualTo(point.ofEngines());
  }

  @ParameterizedTest
  @MethodSource("points")
  void whatIsCommittedHasATransaction(Point point) {
    if (point.moment() == Moment.COMMITTED) {
      var type = CLASSES.describe(point.type()).resolve();
      var method =
          type.getDeclaredMethods().filter(ElementMatchers.named(point.method())).getOnly();
      assertThat(annotations(type, method)).contains(TRANSACTIONAL);
    }
  }

  private static Set<String> annotations(TypeDescription type, MethodDescription method) {
    var names = new HashSet<String>();
    type.getDeclaredAnnotations().forEach(each -> names.add(each.getAnnotationType().getName()));
    method.getDeclaredAnnotations().forEach(each -> names.add(each.getAnnotationType().getName()));
    return names;
  }

  @ParameterizedTest
  @MethodSource("points")
  void theCallerIsAClass(Point point) {
    if (point.caller() != null) {
      assertThat(CLASSES.describe(point.caller()).isResolved()).as(point.caller()).isTrue();
    }
  }

  @Test
  void namesAreUniqueAndMany() {
    var names = points().stream().map(Point::name).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void whatProvokesIsAPointAndAnAction() {
    var names = points().stream().map(Point::name).collect(Collectors.toSet());
    for (var point : points()) {
      point
          .provokedBy()
          .ifPresent(provocation -> {
            assertThat(names).contains(provocation.point());
            assertThat(Action.valueOf(provocation.action())).isNotEqualTo(Action.OBSERVE);
          });
    }
  }

  @Test
  void everyServiceHasPoints() {
    assertThat(points().stream().map(Point::service).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("coordinator", "backup", "migration", "notifier");
  }
}
