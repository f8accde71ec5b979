package io.plateau.onnx;

import io.plateau.math.FloatMath;
import io.plateau.store.ProtoWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Graph of ONNX while it is built: operators in the order in which they are computed, constants,
 * inputs and outputs. Each value has a name, which the methods return; names of values between the
 * operators are those of the operators with a number behind. What is added twice is computed once,
 * but for operators with lists of numbers among their settings.
 */
final class Graph {
  /** Version of the operators of {@code ai.onnx}. */
  static final int OPSET = 17;

  /** Version of the operators of {@code ai.onnx.ml}. */
  static final int ML_OPSET = 3;

  static final String ML = "ai.onnx.ml";

  private record Node(
      String operator, String domain, List<Attribute> settings, List<String> inputs) {
    ProtoWriter proto(String output) {
      ProtoWriter proto = new ProtoWriter();
      inputs.forEach(input -> proto.text(1, input));
      proto.text(2, output).text(3, output).text(4, operator);
      settings.forEach(setting -> proto.message(5, setting.proto()));
      return domain.isEmpty() ? proto : proto.text(7, domain);
    }
  }

  private final List<Port> inputs;
  private final List<Port> outputs = new ArrayList<>();

  /** The operators with the names of their values. */
  private final Map<Node, String> nodes = new LinkedHashMap<>();

  /** The operators of the outputs. */
  private final Map<String, Node> copies = new LinkedHashMap<>();

  private final Map<Tensor, String> constants = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  Graph(List<Port> inputs) {
    this.inputs = List.copyOf(inputs);
    inputs.forEach(input -> names.add(input.name()));
  }

  List<Port> inputs() {
    return inputs;
  }

  List<Port> outputs() {
    return List.copyOf(outputs);
  }

  /** The value of an operator without settings. */
  String add(String operator, String... inputs) {
    return add(operator, List.of(), inputs);
  }

  /** The value of an operator. */
  String add(String operator, Attribute setting, String... inputs) {
    return add(operator, List.of(setting), inputs);
  }

  /** The value of an operator. */
  String add(String operator, List<Attribute> settings, String... inputs) {
    return add(operator, "", settings, inputs);
  }

  /** The value of an operator of {@code ai.onnx.ml}. */
  String addMl(String operator, List<Attribute> settings, String... inputs) {
    return add(operator, ML, settings, inputs);
  }

  private String add(String operator, String domain, List<Attribute> settings, String... inputs) {
    Node node = new Node(operator, domain, List.copyOf(settings), List.of(inputs));
    return nodes.computeIfAbsent(node, unknown -> free(operator));
  }

  String cast(String value, ElementType type) {
    return add("Cast", new Attribute("to", type.number()), value);
  }

  /** The values side by side; one is itself. */
  String concat(List<String> values) {
    return values.size() == 1
        ? values.get(0)
        : add("Concat", new Attribute("axis", 1), values.toArray(String[]::new));
  }

  /** A constant; equal ones are one. */
  String constant(Tensor tensor) {
    return constants.computeIfAbsent(tensor, unknown -> free("Constant"));
  }

  /** A single number. */
  String constant(float value) {
    return constant(Tensor.of(new float[] {value}, 0));
  }

  /** A single number. */
  String constant(double value) {
    return constant(Tensor.of(new double[] {value}));
  }

  /** A single number. */
  String constant(long value) {
    return constant(Tensor.of(new long[] {value}));
  }

  /** A list of numbers. */
  String list(float[] values) {
    return constant(Tensor.of(values, 0, values.length));
  }

  /** A list of numbers. */
  String list(long... values) {
    return constant(Tensor.of(values, values.length));
  }

  /** {@code x + y} of doubles. */
  String plus(String x, double y) {
    return add("Add", x, constant(y));
  }

  /** {@code ⌊x / divisor⌋} of doubles, exact for whole numbers. */
  String floorDiv(String x, double divisor) {
    return add("Floor", add("Div", x, constant(divisor)));
  }

  /** {@code (x − center) · factor} of doubles, operation by operation as in Java. */
  String scaled(String x, Tensor center, Tensor factor) {
    return add("Mul", add("Sub", x, constant(center)), constant(factor));
  }

  /** {@link FloatMath#softClip} of doubles. */
  String softClip(String any) {
    String least = constant(-FloatMath.SOFT_CLIP_MOST);
    String z = add("Clip", any, least, constant(FloatMath.SOFT_CLIP_MOST));
    String third = add("Div", z, constant(3.0));
    String square = add("Mul", third, third);
    return add("Div", z, add("Sqrt", add("Add", constant(1.0), square)));
  }

  /**
   * Makes a value an output of the graph.
   *
   * @param name of the output, with underscores behind it where an input has the name
   */
  void output(String name, ElementType type, int width, String value) {
    StringBuilder own = new StringBuilder(name);
    while (!names.add(own.toString())) {
      own.append('_');
    }
    Node copy = new Node("Identity", "", List.of(), List.of(value));
    outputs.add(new Port(own.toString(), type, width));
    copies.put(own.toString(), copy);
  }

  private String free(String operator) {
    String name;
    do {
      name = operator + "_" + numbers.merge(operator, 1, Integer::sum);
    } while (!names.add(name));
    return name;
  }

  ProtoWriter proto(String name) {
    ProtoWriter proto = new ProtoWriter();
    nodes.forEach((node, output) -> proto.message(1, node.proto(output)));
    copies.forEach((output, copy) -> proto.message(1, copy.proto(output)));
    proto.text(2, name);
    constants.forEach((tensor, constant) -> proto.message(5, tensor.proto(constant)));
    inputs.forEach(input -> proto.message(11, input.proto()));
    outputs.forEach(output -> proto.message(12, output.proto()));
    return proto;
  }
}
