package io.plateau.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One HTML file with everything in it. Its policy lets the browser run just the scripts it was made
 * with, by their hashes, and load nothing: a job's texts can do no harm even where they were
 * forgotten to be escaped.
 */
final class Page {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/";
  private static final String VERSION = "/META-INF/maven/org.webjars.npm/echarts/pom.properties";

  /** Where a part of the template {@code page.html} is put in. */
  private static final Pattern PLACE = Pattern.compile("\\{\\{(.*?)}}");

  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "charts.js",
          "histograms.js",
          "header.js",
          "curves.js",
          "classes.js",
          "spread.js",
          "numbers.js",
          "layers.js",
          "columns.js",
          "data.js",
          "dependence.js",
          "run.js",
          "study.js",
          "surface.js",
          "live.js",
          "start.js");

  private Page() {}

  /**
   * The page of a document.
   *
   * @param document with its {@code kind} and {@code title}
   * @param live whether it may listen to the server it came from
   */
  static String of(ObjectNode document, boolean live) {
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src %s; script-src%s"
            .formatted(live ? "'self'" : "'none'", Scripts.HASHES);
    // One pass over the template: what is put in is never searched for further places.
    Matcher places = PLACE.matcher(resource("page.html"));
    StringBuilder page = new StringBuilder();
    while (places.find()) {
      String content =
          switch (places.group(1)) {
            case "policy" -> policy;
            case "title" -> escaped(document.path("title").asText());
            case "style" -> resource("style.css");
            case "data" -> PageJson.forScript(document);
            case "scripts" -> Scripts.ELEMENTS;
            default ->
                throw new IllegalStateException(
                    "page.html has an unknown place: " + places.group());
          };
      // A megabyte that is appended as it is, not read for references to groups.
      places.appendReplacement(page, "");
      page.append(content);
    }
    return places.appendTail(page).toString();
  }

  /** A megabyte, read and hashed once: a live page and a study are made again and again. */
  private static final class Scripts {
    /** Those of a policy. */
    private static final String HASHES;

    private static final String ELEMENTS;

    static {
      List<String> scripts =
          Stream.concat(Stream.of(echarts()), SCRIPTS.stream().map(Page::resource)).toList();
      HASHES =
          scripts.stream()
              .map(script -> " 'sha256-" + hash(script) + "'")
              .collect(Collectors.joining());
      ELEMENTS =
          scripts.stream()
              .map(script -> "<script>" + script + "</script>\n")
              .collect(Collectors.joining());
    }
  }

  private static String echarts() {
    String version = resource(VERSION).replaceFirst("(?s).*version=(\\S+).*", "$1");
    return resource(ECHARTS + version + "/dist/echarts.min.js");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text in HTML, in an element or an attribute in quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String script) {
    byte[] digest = Sha256.start().digest(script.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }
}
