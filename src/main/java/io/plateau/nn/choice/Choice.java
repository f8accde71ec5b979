package io.plateau.nn.choice;

import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

/** Value that users choose by name: a record, whose components are its hyperparameters. */
public interface Choice extends Serializable {
  /** The name in job files and parameters, that of the record, such as {@code leakyRelu}. */
  default String name() {
    String type = getClass().getSimpleName();
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  /** The values of the hyperparameters by name; most have none. */
  default Map<String, Double> settings() {
    Map<String, Double> settings = new TreeMap<>();
    for (RecordComponent component : getClass().getRecordComponents()) {
      try {
        settings.put(component.getName(), (Double) component.getAccessor().invoke(this));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("every record can be read", e);
      }
    }
    return settings;
  }
}
