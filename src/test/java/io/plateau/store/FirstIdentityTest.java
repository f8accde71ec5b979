package io.plateau.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.Mutations;
import io.plateau.math.Key;
import io.plateau.train.RunIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FirstIdentityTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "activations", "[LeakyRelu[], Identity[]]",
          "initial weights", "auto",
          "loss", "SoftmaxCrossEntropy[]",
          "monitor", "Monitor[name=validationLoss, higherIsBetter=false]",
          "network", "4 -> 8 leakyRelu -> 3, 103 parameters, input dropout 0.05, dropout 0.1",
          "optimizer", "[ElasticNet[l1=1.0E-4, l2=0.001, penalised=[0, 32]], Adam[beta1=0.9]]",
          "reduction on plateau", "null",
          "schedule", "cosine over 3 epochs to 0.1 after 1.5 of warm-up",
          "training rows", "56 of weight 56.5, fingerprint 8b908b17870dbca2",
          "validation rows", "none");

  @Test
  void textsBecomeFacts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("initial weights", "auto");
    facts.put("loss", "softmaxCrossEntropy");
    facts.put("monitor", "monitor");
    facts.put("monitor.name", "validationLoss");
    facts.put("monitor.higherIsBetter", "false");
    facts.put("network.1", "dropout");
    facts.put("network.1.width", "4");
    facts.put("network.1.rate", "0.05");
    facts.put("network.2", "dense");
    facts.put("network.2.inputs", "4");
    facts.put("network.2.outputs", "8");
    facts.put("network.3", "activate");
    facts.put("network.3.width", "8");
    facts.put("network.3.activation", "leakyRelu");
    facts.put("network.4", "dropout");
    facts.put("network.4.width", "8");
    facts.put("network.4.rate", "0.1");
    facts.put("network.5", "dense");
    facts.put("network.5.inputs", "8");
    facts.put("network.5.outputs", "3");
    facts.put("optimizer.1", "elasticNet");
    facts.put("optimizer.1.l1", "1.0E-4");
    facts.put("optimizer.1.l2", "0.001");
    facts.put("optimizer.2", "adam");
    facts.put("optimizer.2.beta1", "0.9");
    facts.put("reduction on plateau", "none");
    facts.put("schedule", "warmup");
    facts.put("schedule.epochs", "1.5");
    facts.put("schedule.after", "cosine");
    facts.put("schedule.after.epochs", "3.0");
    facts.put("schedule.after.floor", "0.1");
    facts.put("training rows", "rows");
    facts.put("training rows.count", "56");
    facts.put("training rows.weight", "56.5");
    facts.put("training rows.fingerprint", "8b908b17870dbca2");
    facts.put("validation rows", "none");
    assertThat(FirstIdentity.upgraded(TEXTS)).isEqualTo(new RunIdentity(facts));
  }

  /** Whoever wrote it: an identity of some other run, and no failure. */
  @Test
  void anyTextIsSomeFact() {
    for (int i = 0; i < 20_000; i++) {
      Key key = Key.of(i);
      Map<String, String> mutant = new TreeMap<>();
      TEXTS.forEach(
          (name, text) ->
              mutant.put(
                  name,
                  new String(
                      Mutations.of(text.getBytes(StandardCharsets.UTF_8), key.with(name)),
                      StandardCharsets.UTF_8)));
      assertThat(FirstIdentity.upgraded(mutant).facts()).isNotNull();
    }
  }
}
