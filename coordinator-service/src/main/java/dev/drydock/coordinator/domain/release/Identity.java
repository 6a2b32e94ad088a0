package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the request says a release is; the bundle's own sheet may say it too, or instead. */
record Identity(@Nullable String name, @Nullable String version, @Nullable List<String> from) {

  /** What both agree on. */
  record Known(ReleaseCoordinates coordinates, List<String> from) {}

  /** Empty when they contradict each other or a part is missing, which is noted. */
  Optional<Known> with(ReleaseSheet sheet, Mistakes mistakes) {
    int before = mistakes.count();
    var theName = agreed("name", name, sheet.name(), mistakes);
    var theVersion = agreed("version", version, sheet.version(), mistakes);
    shaped("name", theName, ReleaseCoordinates.NAME, mistakes);
    shaped("version", theVersion, ReleaseCoordinates.VERSION, mistakes);
    var theFrom = agreedFrom(sheet, mistakes);
    for (var text : theFrom) {
      if (SchemaVersion.parse(text).isEmpty()) {
        mistakes.add(null, "from", "must be versions as tenants' histories have them, 1.0.0");
      }
    }
    if (theVersion != null && theFrom.contains(theVersion)) {
      mistakes.add(null, "from", "names the release's own version");
    }
    return mistakes.count() > before || theName == null || theVersion == null
        ? Optional.empty()
        : Optional.of(new Known(new ReleaseCoordinates(theName, theVersion), theFrom));
  }

  private static @Nullable String agreed(
      String field, @Nullable String requested, @Nullable String written, Mistakes mistakes) {
    if (requested == null && written == null) {
      mistakes.add(null, field, "is missing, in the request and in " + ReleaseSheet.FILE);
    } else if (requested != null && written != null && !requested.equals(written)) {
      mistakes.add(null, field, "differs between the request and " + ReleaseSheet.FILE);
    }
    return requested == null ? written : requested;
  }

  private List<String> agreedFrom(ReleaseSheet sheet, Mistakes mistakes) {
    var requested = from == null ? null : List.copyOf(new TreeSet<>(from));
    var written = sheet.from() == null ? null : List.copyOf(new TreeSet<>(sheet.from()));
    if (requested != null && written != null && !requested.equals(written)) {
      mistakes.add(null, "from", "differs between the request and " + ReleaseSheet.FILE);
    }
    return requested != null ? requested : written != null ? written : List.of();
  }

  private static void shaped(
      String field, @Nullable String text, java.util.regex.Pattern shape, Mistakes mistakes) {
    if (text != null && !shape.matcher(text).matches()) {
      mistakes.add(null, field, "must match " + shape);
    }
  }
}
