package io.plateau.job;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Turns YAML text into a {@link Tree}. Built on SnakeYAML's events alone: no object is constructed,
 * aliases and tags are refused, and scalars stay text, so that a column named {@code no} stays one.
 */
record TreeParser(Iterator<Event> events, IntFunction<Position> at, List<Problem> problems) {
  /** No job nests deeper; a hostile file must not exhaust the stack. */
  private static final int MAX_DEPTH = 20;

  /**
   * The document, or null where there is none or its syntax is broken.
   *
   * @param at place of a line, from 1
   * @param problems what is wrong is added here
   */
  static Tree parse(String text, IntFunction<Position> at, List<Problem> problems) {
    LoaderOptions options = new LoaderOptions();
    // The job of a finished run lists all its features.
    options.setCodePointLimit(Integer.MAX_VALUE);
    try {
      Iterator<Event> events = new Yaml(options).parse(new StringReader(text)).iterator();
      return new TreeParser(events, at, problems).document();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
      int begin = e.getContextMark() == null ? line : e.getContextMark().getLine();
      String context = e.getContext() == null ? "" : " " + e.getContext();
      String from = begin == line ? "" : ", which begins in line " + (begin + 1);
      String problem = e.getProblem().replaceAll("\\. \\(Do not use [^\\\\].*", "");
      problems.add(
          new Problem(
              at.apply(line + 1),
              "not YAML: " + problem + context + from + advice(problem, context)));
    } catch (YAMLException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
      problems.add(new Problem(at.apply(1), "not YAML: " + first));
    }
    return null;
  }

  /** What to do about what the library of YAML found, a clause or nothing. */
  private static String advice(String problem, String context) {
    if (context.endsWith("alias") || context.endsWith("anchor")) {
      return "; a value that begins with "
          + (context.endsWith("alias") ? "*" : "&")
          + " needs quotes";
    }
    if (problem.startsWith("mapping values")) {
      return "; a colon behind a key needs a space, one in a value needs quotes, and keys of one mapping begin in the same column";
    }
    if (problem.startsWith("sequence entries")) {
      return "; write a list as [64, 32], or its items on lines of their own";
    }
    if (problem.contains("<block mapping start>") || problem.contains("<block sequence start>")) {
      return "; keys of one mapping, and items of one list, begin in the same column";
    }
    if (problem.contains("<scalar>")) {
      return "; a value ends at its closing quote or bracket; put the whole value in quotes, and double a ' inside '…'";
    }
    if (context.endsWith("simple key")) {
      return "; a key needs a colon and a space behind it";
    }
    if (problem.contains("unexpected end of stream")) {
      return "; the closing quote is missing";
    }
    if (context.endsWith("double-quoted scalar")) {
      return "; a text with \\ needs single quotes";
    }
    return problem.contains("cannot start") && !problem.contains("TAB")
        ? "; a value that begins with it needs quotes"
        : "";
  }

  private Tree document() {
    Tree root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent) {
        if (root != null) {
          report(event, "a second document begins; a job is one document");
          return root;
        }
        root = value(events.next(), 0);
      }
    }
    return root;
  }

  private Tree value(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new YAMLException("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent alias) {
      report(event, "alias *" + alias.getAnchor() + " is not supported; write the value again");
      return new Tree.Scalar(position(event), "", false);
    }
    if (((NodeEvent) event).getAnchor() != null) {
      report(event, "anchor &" + ((NodeEvent) event).getAnchor() + " is not supported");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(event, scalar.getTag());
      boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
      return new Tree.Scalar(position(event), scalar.getValue(), quoted);
    }
    if (event instanceof SequenceStartEvent sequence) {
      refuseTag(event, sequence.getTag());
      List<Tree> items = new ArrayList<>();
      for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
        items.add(value(next, depth + 1));
      }
      return new Tree.Items(position(event), items);
    }
    refuseTag(event, ((MappingStartEvent) event).getTag());
    return mapping(event, depth);
  }

  private Tree mapping(Event start, int depth) {
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      Tree key = value(next, depth + 1);
      Tree value = value(events.next(), depth + 1);
      if (!(key instanceof Tree.Scalar scalar)) {
        report(next, "a key must be text, got " + key.describe());
        continue;
      }
      Tree.Entry first = entries.putIfAbsent(scalar.text(), new Tree.Entry(key.at(), value));
      if (first != null) {
        report(
            next, "duplicate key " + Text.shown(scalar.text()) + ", first given at " + first.at());
      }
    }
    return new Tree.Mapping(position(start), entries);
  }

  private void refuseTag(Event event, String tag) {
    if (tag != null) {
      report(event, "tag " + tag + " is not supported");
    }
  }

  private void report(Event event, String message) {
    problems.add(new Problem(position(event), message));
  }

  private Position position(Event event) {
    return at.apply(event.getStartMark().getLine() + 1);
  }
}
