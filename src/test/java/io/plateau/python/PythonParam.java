package io.plateau.python;

import io.plateau.table.TableSetting;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.ClassUtils;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * A param of a stage as Python declares it.
 *
 * @param owner simple name of the Java interface that declares the param; empty for Spark's
 * @param type of the values in Python
 * @param choices the fixed set of names that the values are from, or empty
 * @param converter of PySpark's TypeConverters
 * @param fallback literal of the default, or empty where Python shall not know it
 */
record PythonParam(
    String name,
    String doc,
    String owner,
    String type,
    List<String> choices,
    String converter,
    Optional<String> fallback) {

  static PythonParam of(Params stage, Param<?> param, List<String> choices) {
    return new PythonParam(
        param.name(),
        param.doc(),
        owner(stage, param.name()),
        type(param),
        choices,
        converter(param),
        fallback(stage, param));
  }

  /** Values of a fixed set of names. */
  static List<String> choicesOfTable(String name) {
    return Arrays.stream(TableSetting.values())
        .filter(setting -> setting.word().equals(name))
        .flatMap(setting -> setting.words().stream())
        .toList();
  }

  /** Name with a capital, as it stands in getters and setters. */
  String capitalized() {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Name of the type of a fixed set of names. */
  Optional<String> alias() {
    return choices.isEmpty() ? Optional.empty() : Optional.of(capitalized());
  }

  /** The names of a fixed set, quoted. */
  String literal() {
    return choices.stream().collect(Collectors.joining("\", \"", "\"", "\""));
  }

  /** The type that a setter accepts: where it is a list, any collection. */
  String accepted() {
    String collection = type.replace("List", "Iterable");
    return alias().orElse(type.equals("List[int]") ? "Union[int, " + collection + "]" : collection);
  }

  boolean isOfSpark() {
    return owner.isEmpty();
  }

  /** Plateau's interface that declares a param, whose methods Scala repeats in classes. */
  private static String owner(Params stage, String name) {
    return ClassUtils.getAllInterfaces(stage.getClass()).stream()
        .filter(type -> type.getName().startsWith("io.plateau."))
        .filter(type -> Stream.of(type.getDeclaredMethods()).anyMatch(m -> isGetter(m, name)))
        .map(Class::getSimpleName)
        .findFirst()
        .orElse("");
  }

  private static boolean isGetter(Method method, String name) {
    return method.getName().equals(name) && method.getParameterCount() == 0;
  }

  private static String type(Param<?> param) {
    return switch (kind(param)) {
      case "Int" -> "int";
      case "Float" -> "float";
      case "Boolean" -> "bool";
      case "ListInt" -> "List[int]";
      case "ListFloat" -> "List[float]";
      case "ListString" -> "List[str]";
      case "Vector" -> "Vector";
      default -> "str";
    };
  }

  private static String converter(Param<?> param) {
    return "TypeConverters.to" + kind(param);
  }

  private static String kind(Param<?> param) {
    if (param instanceof IntParam || param instanceof LongParam) {
      return "Int";
    } else if (param instanceof DoubleParam) {
      return "Float";
    } else if (param instanceof BooleanParam) {
      return "Boolean";
    } else if (param instanceof IntArrayParam) {
      return "ListInt";
    } else if (param instanceof DoubleArrayParam) {
      return "ListFloat";
    } else if (param instanceof StringArrayParam) {
      return "ListString";
    }
    return param.name().equals("initialWeights") ? "Vector" : "String";
  }

  private static Optional<String> fallback(Params stage, Param<?> param) {
    // The default of a seed is a hash of the class name, another one in each stage.
    if (!stage.hasDefault(param) || param.name().equals("seed")) {
      return Optional.empty();
    }
    Object value = stage.getDefault(param).get();
    if (value instanceof Boolean is) {
      return Optional.of(is ? "True" : "False");
    } else if (value instanceof int[] widths) {
      return Optional.of(Arrays.toString(widths));
    }
    return Optional.of(value instanceof String ? "\"" + value + "\"" : value.toString());
  }
}
