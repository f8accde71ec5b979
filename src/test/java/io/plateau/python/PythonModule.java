package io.plateau.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Python module of all params: for each Java interface that has some a class with their
 * declarations and getters and one with their setters, and for each estimator a class with its
 * constructor.
 */
final class PythonModule {
  private static final int WIDTH = 96;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Map<String, PythonParam>> owners = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();
  private final Map<String, List<PythonParam>> estimators = new LinkedHashMap<>();

  /** Adds an estimator with all its params, sorted by name. */
  void add(String estimator, List<PythonParam> params) {
    estimators.put(estimator, params);
    for (PythonParam param : params) {
      param.alias().ifPresent(alias -> aliases.put(alias, param.literal()));
      if (!param.isOfSpark()) {
        owners.computeIfAbsent(param.owner(), owner -> new TreeMap<>()).put(param.name(), param);
      }
    }
  }

  String text() {
    line("\"\"\"Params of all stages, with the words and defaults of Java's table of settings.");
    line("");
    line("The build writes this module (see PythonModuleTest); do not edit it.");
    line("\"\"\"");
    line("");
    line("from typing import Any, Iterable, List, Literal, Optional, TypeVar, Union");
    line("");
    line("from pyspark.ml.linalg import Vector");
    line("from pyspark.ml.param import Param, Params, TypeConverters");
    line("");
    line("from plateau_spark._keywords import keywords_of");
    line("from plateau_spark._stage import EstimatorStage");
    line("");
    line("S = TypeVar(\"S\", bound=Params)");
    aliases.forEach(this::alias);
    owners.forEach(
        (owner, params) -> {
          declarations(owner, params.values().stream().toList());
          setters(owner, params.values().stream().toList());
        });
    estimators.forEach(this::estimator);
    return text.toString();
  }

  private void alias(String name, String literal) {
    line("");
    line(name + " = Literal[");
    wrapped(literal, "    ");
    line("]");
  }

  private void declarations(String owner, List<PythonParam> params) {
    line("");
    line("");
    line("class " + owner + "(Params):");
    line("    \"\"\"Params of the Java interface ``io.plateau.ml.params." + owner + "``.\"\"\"");
    for (PythonParam param : params) {
      line("");
      line("    " + param.name() + ": \"Param[" + param.type() + "]\" = Param(");
      line("        Params._dummy(),");
      line("        \"" + param.name() + "\",");
      quoted(param.doc());
      line("        typeConverter=" + param.converter() + ",");
      line("    )");
    }
    List<String> defaults = new ArrayList<>();
    params.forEach(
        param -> param.fallback().ifPresent(value -> defaults.add(param.name() + "=" + value)));
    if (!defaults.isEmpty()) {
      line("");
      line("    def __init__(self, *args: Any) -> None:");
      line("        super().__init__(*args)");
      line("        self._setDefault(");
      defaults.forEach(value -> line("            " + value + ","));
      line("        )");
    }
    params.forEach(this::getter);
  }

  private void getter(PythonParam param) {
    String name = param.name();
    boolean known = param.fallback().isPresent();
    String type = param.type();
    line("");
    line(
        "    def get%s(self) -> %s:"
            .formatted(param.capitalized(), known ? type : "Optional[" + type + "]"));
    line(
        "        \"\"\"Value of :py:attr:`%s`%s.\"\"\""
            .formatted(name, known ? "" : ", or None where it is not set"));
    line(
        known
            ? "        return self.getOrDefault(self." + name + ")"
            : "        return self.getOrDefault(self.%s) if self.isDefined(self.%s) else None"
                .formatted(name, name));
  }

  private void setters(String owner, List<PythonParam> params) {
    line("");
    line("");
    line("class " + setters(owner) + "(" + owner + "):");
    line("    \"\"\"Setters of :py:class:`" + owner + "`.\"\"\"");
    for (PythonParam param : params) {
      line("");
      line(
          "    def set%s(self: S, value: %s) -> S:"
              .formatted(param.capitalized(), param.accepted()));
      line("        \"\"\"Sets :py:attr:`" + param.name() + "`.\"\"\"");
      line("        return self._set(" + param.name() + "=value)");
    }
  }

  private void estimator(String name, List<PythonParam> params) {
    line("");
    line("");
    line("class " + name + "Params(");
    params.stream()
        .filter(param -> !param.isOfSpark())
        .map(param -> setters(param.owner()))
        .distinct()
        .sorted()
        .forEach(owner -> line("    " + owner + ","));
    line("    EstimatorStage,");
    line("):");
    line("    \"\"\"Constructor of :py:class:`" + name + "`, with all its params.\"\"\"");
    line("");
    line("    _java_class = \"io.plateau.ml." + name + "\"");
    line("");
    line("    def __init__(");
    line("        self,");
    line("        *,");
    params.forEach(
        param -> line("        " + param.name() + ": Optional[" + param.accepted() + "] = None,"));
    line("    ) -> None:");
    line("        \"\"\"");
    line("        Parameters");
    line("        ----------");
    for (PythonParam param : params) {
      line("        " + param.name() + " : " + described(param));
      wrapped(param.doc().replace("\\", "\\\\"), "            ");
    }
    line("        \"\"\"");
    line("        given = dict(locals())");
    line("        super().__init__()");
    line("        self._begin(given)");
    line("");
    line("    @keywords_of(__init__)");
    line("    def setParams(self: S, **given: Any) -> S:");
    line("        \"\"\"Sets params by name.\"\"\"");
    line("        return self._set(**given)");
  }

  private static String described(PythonParam param) {
    String type =
        param.choices().isEmpty()
            ? param.type().replace("List", "list")
            : "{" + param.literal() + "}";
    return type + param.fallback().map(value -> ", default " + value).orElse(", optional");
  }

  private static String setters(String owner) {
    return owner + "Setters";
  }

  private void quoted(String doc) {
    List<String> parts = split(doc.replace("\\", "\\\\").replace("\"", "\\\""), WIDTH - 14);
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      line("        \"" + parts.get(i) + (last ? "\"," : " \""));
    }
  }

  private void wrapped(String doc, String indent) {
    split(doc, WIDTH - indent.length()).forEach(part -> line(indent + part));
  }

  private static List<String> split(String doc, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Arrays.asList(doc.split(" "))) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
