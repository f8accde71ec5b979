package io.plateau.store;

import io.plateau.train.RunIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version 1 of a run's identity, which was made of texts for people: brings them into the facts of
 * today. A text that is not understood stays as it is, and differs from any fact of today.
 */
final class FirstIdentity {
  private static final Pattern LAYER = Pattern.compile("(\\d+)(?: (\\w+))?");
  private static final Pattern ROWS =
      Pattern.compile("(\\d+) of weight (\\S+), fingerprint ([0-9a-f]{16})");
  private static final Pattern RECORD = Pattern.compile("(\\w+)\\[(.*)]");
  private static final Pattern WARMUP = Pattern.compile("(.*) after (\\S+) of warm-up");

  /** Schedules by the pattern of their text; the groups are their components in this order. */
  private static final Map<Pattern, List<String>> SCHEDULES =
      Map.of(
          Pattern.compile("(constant)"), List.of(),
          Pattern.compile("(step) by (\\S+) every (\\S+) epochs"), List.of("factor", "every"),
          Pattern.compile("(exponential) by (\\S+) an epoch"), List.of("factor"),
          Pattern.compile("(cosine) over (\\S+) epochs(?: to (\\S+))?"), List.of("epochs", "floor"),
          Pattern.compile("(polynomial) of power (\\S+) over (\\S+) epochs(?: to (\\S+))?"),
              List.of("power", "epochs", "floor"));

  private final Map<String, String> facts = new TreeMap<>();

  private FirstIdentity() {}

  static RunIdentity upgraded(Map<String, String> texts) {
    FirstIdentity all = new FirstIdentity();
    texts.forEach(all::add);
    return new RunIdentity(all.facts);
  }

  private void add(String name, String text) {
    switch (name) {
      // The network's text names them, too.
      case "activations" -> {}
      case "network" -> network(text);
      case "training rows", "validation rows" -> rows(name, text);
      case "schedule" -> schedule(name, text);
      case "reduction on plateau" -> value(name, text.equals("null") ? "none" : text);
      default -> value(name, text);
    }
  }

  /** As in {@code 784 -> 256 relu -> 10, 203530 parameters, input dropout 0.1, dropout 0.5}. */
  private void network(String text) {
    String[] parts = text.split(", ");
    String inputDropout = null;
    String dropout = null;
    for (int i = 2; i < parts.length; i++) {
      if (parts[i].startsWith("input dropout ")) {
        inputDropout = parts[i].substring("input dropout ".length());
      } else if (parts[i].startsWith("dropout ")) {
        dropout = parts[i].substring("dropout ".length());
      }
    }
    List<Matcher> widths = new ArrayList<>();
    for (String layer : parts[0].split(" -> ")) {
      Matcher width = LAYER.matcher(layer);
      if (!width.matches()) {
        facts.put("network", text);
        return;
      }
      widths.add(width);
    }
    int at = dropout(0, widths.get(0), inputDropout);
    for (int l = 1; l < widths.size(); l++) {
      String name = "network." + ++at;
      facts.put(name, "dense");
      facts.put(name + ".inputs", widths.get(l - 1).group(1));
      facts.put(name + ".outputs", widths.get(l).group(1));
      if (widths.get(l).group(2) != null) {
        String activate = "network." + ++at;
        facts.put(activate, "activate");
        facts.put(activate + ".width", widths.get(l).group(1));
        facts.put(activate + ".activation", widths.get(l).group(2));
      }
      at = dropout(at, widths.get(l), l < widths.size() - 1 ? dropout : null);
    }
  }

  private int dropout(int before, Matcher width, String rate) {
    if (rate == null) {
      return before;
    }
    String name = "network." + (before + 1);
    facts.put(name, "dropout");
    facts.put(name + ".width", width.group(1));
    facts.put(name + ".rate", rate);
    return before + 1;
  }

  private void rows(String name, String text) {
    Matcher rows = ROWS.matcher(text);
    if (rows.matches()) {
      facts.put(name, "rows");
      facts.put(name + ".count", rows.group(1));
      facts.put(name + ".weight", rows.group(2));
      facts.put(name + ".fingerprint", rows.group(3));
    } else {
      facts.put(name, text);
    }
  }

  private void schedule(String name, String text) {
    Matcher warmup = WARMUP.matcher(text);
    if (warmup.matches()) {
      facts.put(name, "warmup");
      facts.put(name + ".epochs", number(warmup.group(2)));
      schedule(name + ".after", warmup.group(1));
      return;
    }
    for (Map.Entry<Pattern, List<String>> schedule : SCHEDULES.entrySet()) {
      Matcher match = schedule.getKey().matcher(text);
      if (match.matches()) {
        facts.put(name, match.group(1));
        for (int c = 0; c < schedule.getValue().size(); c++) {
          // Only a floor of 0 was left out.
          String value = match.group(2 + c) == null ? "0" : match.group(2 + c);
          facts.put(name + "." + schedule.getValue().get(c), number(value));
        }
        return;
      }
    }
    facts.put(name, text);
  }

  /** Whole numbers had no decimals. */
  private static String number(String text) {
    return text.contains(".") ? text : text + ".0";
  }

  /** A number or name, a record such as {@code Adam[beta1=0.9]}, or a list of these. */
  private void value(String name, String text) {
    Matcher record = RECORD.matcher(text);
    if (record.matches()) {
      String type = record.group(1);
      facts.put(name, Character.toLowerCase(type.charAt(0)) + type.substring(1));
      for (String component : split(record.group(2))) {
        int equals = component.indexOf('=');
        // Ranges of parameters follow from the network.
        if (equals > 0 && !component.startsWith("penalised=")) {
          value(name + "." + component.substring(0, equals), component.substring(equals + 1));
        }
      }
    } else if (text.startsWith("[") && text.endsWith("]")) {
      List<String> elements = split(text.substring(1, text.length() - 1));
      for (int i = 0; i < elements.size(); i++) {
        value(name + "." + (i + 1), elements.get(i));
      }
    } else {
      facts.put(name, text);
    }
  }

  /** At the commas that no bracket encloses. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (!text.isEmpty()) {
      parts.add(text.substring(from).strip());
    }
    return parts;
  }
}
