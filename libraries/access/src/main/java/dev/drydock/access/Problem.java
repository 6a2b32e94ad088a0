package dev.drydock.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done (RFC 9457), for the client: every text in it is written by us and
 * holds no secret and no exception's text.
 *
 * @param slug stable; the type is {@code https://drydock.dev/problems/<slug>}
 * @param extensions further members: {@code errors}, {@code incident}
 */
public record Problem(
    String slug,
    String title,
    int status,
    @Nullable String detail,
    Map<String, Object> extensions) {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPES = "https://drydock.dev/problems/";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Problem {
    extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
  }

  public static Problem of(String slug, String title, int status) {
    return new Problem(slug, title, status, null, Map.of());
  }

  /** One thing that is wrong with the request's body. */
  public record Mistake(@Nullable Integer line, @Nullable String field, String message) {
    public Map<String, Object> members() {
      var members = new LinkedHashMap<String, Object>();
      if (line != null) {
        members.put("line", line);
      }
      if (field != null) {
        members.put("field", field);
      }
      members.put("message", message);
      return members;
    }
  }

  public Problem detail(String text) {
    return new Problem(slug, title, status, text, extensions);
  }

  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(extensions);
    more.put(name, value);
    return new Problem(slug, title, status, detail, more);
  }

  /** As member {@code errors}. */
  public Problem errors(List<Mistake> mistakes) {
    return with("errors", mistakes.stream().map(Mistake::members).toList());
  }

  public ProblemException exception() {
    return new ProblemException(this);
  }

  /** The JSON of the response's body. */
  public String json(@Nullable String instance) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", TYPES + slug);
    body.put("title", title);
    body.put("status", status);
    if (detail != null) {
      body.put("detail", detail);
    }
    if (instance != null) {
      body.put("instance", instance);
    }
    extensions.forEach(body::putIfAbsent);
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem's members are plain JSON values", e);
    }
  }
}
