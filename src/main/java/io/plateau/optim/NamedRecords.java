package io.plateau.optim;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Registry of records that are made by name from named numbers. The components of a record are its
 * settings, and the record in a row holds their defaults; a component {@code epochs} is no setting
 * but the length of the training.
 *
 * @param kind what the records are, for messages
 * @param rows in the order in which names are listed
 */
record NamedRecords<T>(String kind, List<Row<T>> rows) {
  private static final String EPOCHS = "epochs";

  /**
   * One named record.
   *
   * @param rate default learning rate of a rule
   * @param weightDecay default decoupled weight decay of a rule
   * @param standard the record with all settings at their defaults
   */
  record Row<T>(String name, double rate, double weightDecay, T standard) {
    /** The settings with their defaults, in the order of the record. */
    Map<String, Double> defaults() {
      Map<String, Double> defaults = new LinkedHashMap<>();
      for (RecordComponent component : standard.getClass().getRecordComponents()) {
        if (!component.getName().equals(EPOCHS)) {
          defaults.put(component.getName(), number(component));
        }
      }
      return defaults;
    }

    private double number(RecordComponent component) {
      try {
        Object value = component.getAccessor().invoke(standard);
        return value instanceof Boolean flag ? (flag ? 1 : 0) : (Double) value;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }

    /** The record with the settings given; the others keep their defaults. */
    T make(String kind, Map<String, Double> given, double epochs) {
      Map<String, Double> settings = defaults();
      given.forEach(
          (key, value) -> {
            if (settings.replace(key, value) == null) {
              throw new IllegalArgumentException(
                  "%s %s has no parameter \"%s\"; known: %s"
                      .formatted(
                          kind,
                          name,
                          key,
                          settings.isEmpty() ? "none" : String.join(", ", settings.keySet())));
            }
          });
      settings.put(EPOCHS, epochs);
      RecordComponent[] components = standard.getClass().getRecordComponents();
      return construct(
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new),
          Arrays.stream(components).map(c -> argument(c, settings.get(c.getName()))).toArray());
    }

    private static Object argument(RecordComponent component, double value) {
      if (component.getType() != boolean.class) {
        return value;
      }
      if (value != 0 && value != 1) {
        throw new IllegalArgumentException(component.getName() + " must be 0 or 1, got " + value);
      }
      return value == 1;
    }

    @SuppressWarnings("unchecked")
    private T construct(Class<?>[] types, Object[] arguments) {
      try {
        return (T) standard.getClass().getDeclaredConstructor(types).newInstance(arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof IllegalArgumentException refused
            ? refused
            : new IllegalStateException("cannot make " + name, e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot make " + name, e);
      }
    }
  }

  List<String> names() {
    return rows.stream().map(Row::name).toList();
  }

  Row<T> row(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown " + kind + " \"" + name + "\"; known: " + String.join(", ", names())));
  }
}
