package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plateau.spec.StoppingSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken jobs, and every line that is said about them. */
class BrokenJobTest {
  record Case(String text, List<String> overrides, List<String> lines) {
    @Override
    public String toString() {
      return lines.get(0);
    }
  }

  private static Case file(String text, String... lines) {
    return new Case(text, List.of(), List.of(lines));
  }

  /** A job that has all it needs on its first line. */
  private static Case rest(String text, String... lines) {
    return file(JobReaderTest.LEAST + text, lines);
  }

  private static Case override(String override, String message) {
    return new Case(
        JobReaderTest.LEAST,
        List.of(override),
        List.of("override \"" + override + "\": " + message));
  }

  static Stream<Case> cases() {
    return Stream.of(syntax(), keys(), values(), together(), overrides()).flatMap(s -> s);
  }

  private static final String HOME =
      " begins with ~, which is the home folder in a shell alone; write the whole path, or ./~/ for a"
          + " folder that is called ~";

  private static final String TEXTS = "data.options must be a mapping of names to strings; got ";

  private static final String NULL = "a text that YAML reads as null needs quotes: ";

  private static final String SCALAR =
      "j.yaml:2: not YAML: expected <block end>, but found '<scalar>' while parsing a block mapping,"
          + " which begins in line 1; a value ends at its closing quote or bracket; put the whole value"
          + " in quotes, and double a ' inside '…'";

  static Stream<Case> syntax() {
    String least = "; data.path and data.label are the least a job says";
    return Stream.of(
        file("", "j.yaml:1: the file is empty" + least),
        file("# only words\n", "j.yaml:1: the file is empty" + least),
        file("---\n", "j.yaml:2: the file is empty" + least),
        file("- a\n", "j.yaml:1: a job is a mapping of keys to values; got a list" + least),
        file("\nx", "j.yaml:2: a job is a mapping of keys to values; got \"x\"" + least),
        rest(
            "network: {hidden: [1, 2}\n",
            "j.yaml:2: not YAML: expected ',' or ']', but got } while parsing a flow"
                + " sequence"),
        rest(
            "name: a\n  seed: 2\n",
            "j.yaml:3: not YAML: mapping values are not allowed here; a colon behind a key needs a"
                + " space, one in a value needs quotes, and keys of one mapping begin in the same"
                + " column"),
        file(
            "stopping:\n  maxEpochs: 2\n patience: 3\n",
            "j.yaml:3: not YAML: expected <block end>, but found '<block mapping start>' while"
                + " parsing a block mapping, which begins in line 1; keys of one mapping, and"
                + " items of one list, begin in the same column"),
        rest(
            "network:\n  hidden:\n    - 64\n   - 32\n",
            "j.yaml:5: not YAML: expected <block end>, but found '<block sequence start>' while"
                + " parsing a block mapping, which begins in line 3; keys of one mapping, and items of"
                + " one list, begin in the same column"),
        rest(
            "network:\n  hidden: - 64\n",
            "j.yaml:3: not YAML: sequence entries are not allowed here; write a list as [64, 32], or"
                + " its items on lines of their own"),
        rest("name: 'it's'\n", SCALAR),
        rest("name: \"data\"/x.csv\n", SCALAR),
        rest(
            "name: a\nseed:2\noutput: b\n",
            "j.yaml:4: not YAML: could not find expected ':' while scanning a simple key, which begins"
                + " in line 3; a key needs a colon and a space behind it"),
        rest(
            "name: \"C:\\Users\\x\"\n",
            "j.yaml:2: not YAML: expected escape sequence of 8 hexadecimal numbers, but found: sers\\x\""
                + "  while scanning a double-quoted scalar; a text with \\ needs single quotes"),
        rest(
            "name: \"a\nseed: 2\n",
            "j.yaml:4: not YAML: found unexpected end of stream while scanning a quoted scalar, which"
                + " begins in line 2; the closing quote is missing"),
        rest(
            "name: \"C:\\data\"\n",
            "j.yaml:2: not YAML: found unknown escape character d(100) while scanning a double-quoted"
                + " scalar; a text with \\ needs single quotes"),
        rest(
            "name: @a\n",
            "j.yaml:2: not YAML: found character '@' that cannot start any token while scanning for"
                + " the next token; a value that begins with it needs quotes"),
        rest(
            "network:\n\thidden: [1]\n",
            "j.yaml:3: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
                + " \\t(TAB) for indentation) while scanning for the next token"),
        rest(
            "name: *.csv\n",
            "j.yaml:2: not YAML: unexpected character found .(46) while scanning an alias; a value"
                + " that begins with * needs quotes"),
        rest(
            "name: &*x\n",
            "j.yaml:2: not YAML: unexpected character found *(42) while scanning an anchor; a value"
                + " that begins with & needs quotes"),
        rest("seed: !!int 3\n", "j.yaml:2: tag tag:yaml.org,2002:int is not supported"),
        rest("name: &n x\n", "j.yaml:2: anchor &n is not supported"),
        rest("? [a]\n: b\n", "j.yaml:2: a key must be text, got a list"),
        file(
            "data:\n  path: d\n  label: y\n  options:\n    sep: ~\n",
            "j.yaml:5: " + TEXTS + "nothing for \"sep\"; " + NULL + "\"~\""),
        file(
            "data: {path: d, label: y, options: {quote: }}\n",
            "j.yaml:1: " + TEXTS + "nothing for \"quote\"; " + NULL + "\"\""),
        file(
            "data: {path: d, label: y, options: {sep: [a]}}\n",
            "j.yaml:1: " + TEXTS + "a list for \"sep\""),
        rest("---\nname: x\n", "j.yaml:2: a second document begins; a job is one document"));
  }

  static Stream<Case> keys() {
    return Stream.of(
        file(
            "name: x\n",
            "j.yaml: data.path is missing: where the rows are: a file, a folder or a pattern, any"
                + " Hadoop URI; with format table a name, such as shop.customers",
            "j.yaml: data.label is missing: the column to predict; a list of columns trains several"
                + " outputs"),
        file(
            "name: x\ndata:\n  path: d\n",
            "j.yaml:2: data.label is missing: the column to predict; a list of columns trains"
                + " several outputs"),
        rest(
            "optimizer:\n  learning_rate: 1\n",
            "j.yaml:3: unknown key \"learning_rate\"; did you mean \"learningRate\"?"),
        rest(
            "optimizer: {lr: 1}\n", "j.yaml:2: unknown key \"lr\"; did you mean \"learningRate\"?"),
        rest(
            "epochs: 9\n",
            "j.yaml:2: unknown key \"epochs\"; did you mean \"stopping.maxEpochs\"?"),
        rest(
            "hidden_layers: []\n",
            "j.yaml:2: unknown key \"hidden_layers\"; did you mean \"network.hidden\"?"),
        rest(
            "network: {actvation: relu}\n",
            "j.yaml:2: unknown key \"actvation\"; did you mean \"activation\"?"),
        rest(
            "network: {learningRate: 1}\n",
            "j.yaml:2: unknown key \"learningRate\"; did you mean \"optimizer.learningRate\"?"),
        rest(
            "network: {task: regression}\n",
            "j.yaml:2: unknown key \"task\"; did you mean \"task\" outside of \"network\"?"),
        rest(
            "checkpoint: {wibble: 1}\n",
            "j.yaml:2: unknown key \"wibble\"; known here: every, keep"),
        rest(
            "optimiser: adam\n",
            "j.yaml:2: unknown key \"optimiser\"; did you mean \"optimizer\"?"),
        rest(
            "optimizer.learningRate: 1\n",
            "j.yaml:2: unknown key \"optimizer.learningRate\"; in a file, keys with dots are written"
                + " as mappings inside one another"),
        file(
            "data: {path: d, label: y, split: {test.path: t}}\n",
            "j.yaml:1: unknown key \"test.path\"; in a file, keys with dots are written as mappings"
                + " inside one another"),
        rest("outptu: o\n", "j.yaml:2: unknown key \"outptu\"; did you mean \"output\"?"),
        rest(
            "seed: 1\nlable: y\n", "j.yaml:3: unknown key \"lable\"; did you mean \"data.label\"?"),
        file(
            "name: s\njob: j.yaml\nvariants: [{name: a}]\n",
            "j.yaml:1: this is a study, not a job; run it with: plateau study j.yaml"),
        file(
            "surface: {activation: relu}\n",
            "j.yaml:1: this is a study, not a job; run it with: plateau study j.yaml"),
        rest("seed: 1\nseed: 2\n", "j.yaml:3: duplicate key \"seed\", first given at j.yaml:2"),
        rest(
            "network: relu\n",
            "j.yaml:2: network must be a mapping of keys such as hidden and block; got \"relu\""),
        rest(
            "optimizer: [adam]\n",
            "j.yaml:2: optimizer must be a name or a mapping of keys such as name and learningRate; got a list"));
  }

  static Stream<Case> values() {
    return Stream.of(
        rest("seed: x\n", "j.yaml:2: seed must be an integer; got \"x\""),
        file(
            "data: {path: d, label: y, columns: {a: date, city: categorical}}\n",
            "j.yaml:1: data.columns must be a mapping of columns to their kinds: number, category, date, vector, ignore; got \"categorical\" for column \"city\"; did you mean \"category\"?"),
        file(
            "data: {path: d, label: y, columns: {zip:category}}\n",
            "j.yaml:1: data.columns must be a mapping of columns to their kinds: number, category, date, vector, ignore; got nothing for column \"zip:category\"; a blank must follow the colon"),
        rest("seed: 1.5\n", "j.yaml:2: seed must be an integer; got 1.5"),
        rest(
            "seed: 9223372036854775808\n",
            "j.yaml:2: seed must be an integer; got 9223372036854775808"),
        rest("seed: '7'\n", "j.yaml:2: seed must be an integer; got the text \"7\""),
        rest("seed: \"a\\nb\"\n", "j.yaml:2: seed must be an integer; got the text \"a\\u000ab\""),
        rest(
            "seed: " + "9".repeat(70) + "x\n",
            "j.yaml:2: seed must be an integer; got \"" + "9".repeat(60) + "…\""),
        rest("name: {a: b}\n", "j.yaml:2: name must be a name; got a mapping"),
        rest("name:\n", "j.yaml:2: name must be a name; got nothing"),
        file(
            "data: {path: d, label: null}\n",
            "j.yaml:1: data.label must be a column or a list of columns; got nothing"),
        file(
            "data: {path: d, label: []}\n",
            "j.yaml:1: data.label must be a column or a list of columns; got a list without any"),
        file(
            "data: {path: d, label: [a, b, a]}\n",
            "j.yaml:1: data.label must be a column or a list of columns; got a list where \"a\""
                + " comes twice"),
        file(
            "data: {path: d, label: y, standardize: yes}\n",
            "j.yaml:1: data.scale must be one of robust, standard, none; got \"yes\""),
        file(
            "data: {path: d, label: y, missing: meen}\n",
            "j.yaml:1: data.missing must be one of median, mean, skip, error; got \"meen\"; did you"
                + " mean \"mean\"?"),
        file(
            "data: {path: d, label: y, split: {test: 1}}\n",
            "j.yaml:1: data.split.test must be " + PART + "; got 1"),
        file(
            "data: {path: d, label: y, split: {test: last 0}}\n",
            "j.yaml:1: data.split.test must be " + PART + "; got \"last 0\""),
        file(
            "data: {path: d, label: y, split: {test: {colum: z}}}\n",
            "j.yaml:1: data.split.test must be "
                + PART
                + "; got a mapping with the key \"colum\"; did you mean \"column\"?"),
        rest(
            "network: {hidden: [8, 0]}\n",
            "j.yaml:2: network.hidden must be a list of integers of at least 1; got 0"),
        rest(
            "network: {dropout: 1}\n",
            "j.yaml:2: network.dropout must be a number in [0, 1); got 1"),
        rest(
            "optimizer: {learningRate: .nan}\n",
            "j.yaml:2: optimizer.learningRate must be a number greater than 0, or null; got \".nan\""),
        rest(
            "optimizer: {learningRate: 1e999}\n",
            "j.yaml:2: optimizer.learningRate must be a number greater than 0, or null; got 1e999"),
        rest(
            "optimizer: {learningRate: 0x1F}\n",
            "j.yaml:2: optimizer.learningRate must be a number greater than 0, or null; got"
                + " \"0x1F\""),
        rest(
            "optimizer: {name: adam, epsilon: 1e-50}\n",
            "j.yaml:2: optimizer.epsilon must be a number of at least 1e-37, or null; got 1e-50"),
        rest(
            "optimizer: {l2: -1}\n",
            "j.yaml:2: optimizer.l2 must be a number of at least 0; got -1"),
        rest(
            "training: {batchSize: 0}\n",
            "j.yaml:2: training.batchSize must be an integer of at least 1, or all; got 0"),
        rest(
            "stopping: {maxTime: 90}\n",
            "j.yaml:2: stopping.maxTime must be a time such as 90 s, 10 min or 2 h, or null; got 90"),
        rest(
            "stopping: {maxEpochs: 3000000000}\n",
            "j.yaml:2: stopping.maxEpochs must be an integer of at least 1; got 3000000000"),
        rest(
            "checkpoint: {keep: 1}\n",
            "j.yaml:2: checkpoint.keep must be an integer of at least 2; got 1"),
        rest(
            "checkpoint:\n  every: 5 epoks\n",
            "j.yaml:3: checkpoint.every must be a number of epochs such as 5 epochs, a time such as"
                + " 10 min, or 5 epochs or 10 min, or null; got \"5 epoks\""),
        rest(
            "seed: x\nnetwork:\n  hiden: 3\n  dropout: 2\n",
            "j.yaml:2: seed must be an integer; got \"x\"",
            "j.yaml:4: unknown key \"hiden\"; did you mean \"hidden\"?",
            "j.yaml:5: network.dropout must be a number in [0, 1); got 2"));
  }

  static Stream<Case> together() {
    return Stream.of(
        file(
            "data:\n  path: d\n  label: y\n  features: [x, y]\n",
            "j.yaml:4: \"y\" is a label already; leave it out of data.features"),
        file(
            "data:\n  path: d\n  label: y\n  weight: y\n",
            "j.yaml:4: \"y\" is a label already; leave it out of data.weight"),
        file(
            "data:\n  path: d\n  label: y\n  weight: w\n  features: [w]\n",
            "j.yaml:5: \"w\" is the weight already; leave it out of data.features"),
        file(
            "data:\n  path: d\n  label: y\n  split: {test: {column: y}}\n",
            "j.yaml:4: data.split.test splits by \"y\", which is a label, a feature or the weight"
                + " already"),
        file(
            "data:\n  path: d\n  label: y\n  split: {test: {column: s}, validation: {column: s}}\n",
            "j.yaml:4: test and validation must not be the same rows"),
        rest(
            "stopping: {monitor: accuracie}\n",
            "j.yaml:2: stopping.monitor must be one of "
                + String.join(", ", StoppingSpec.MONITOR.domain().names())
                + "; got \"accuracie\"; did you mean \"accuracy\"?"),
        rest(
            "network: {activation: rellu}\n",
            "j.yaml:2: network.activation.name must be one of identity, sigmoid, tanh, relu, leakyRelu,"
                + " elu, selu, gelu, silu, mish, softplus; got \"rellu\"; did you mean \"relu\"?"),
        rest(
            "recipe: plain\nstopping: {monitor: accuracy}\n",
            "j.yaml:3: accuracy is measured on validation rows and there are none; give"
                + " data.split.validation or watch trainLoss"),
        rest(
            "optimizer: {schedule: {warmup: 5}}\nstopping: {maxEpochs: 5}\n",
            "j.yaml:2: warmup must be shorter than stopping.maxEpochs, 5; got 5"),
        rest(
            "optimizer: {schedule: cosine}\nstopping: {minCycleGain: 0.05}\n",
            "j.yaml:3: stopping.minCycleGain judges cycles of the learning rate, which"
                + " optimizer.schedule.name cosine has not; it must be 0 or left out, or the"
                + " schedule cosineLog"),
        rest(
            "optimizer: l-bfgs\ntraining:\n  batchSize: 64\n  localSteps: 2\n",
            "j.yaml:4: l-bfgs makes full steps over all rows with a line search, so"
                + " training.batchSize must be left out",
            "j.yaml:5: l-bfgs makes full steps over all rows with a line search, so"
                + " training.localSteps must be 1 or left out"),
        rest(
            "optimizer:\n  name: l-bfgs\n  schedule: cosine\n",
            "j.yaml:4: l-bfgs makes full steps over all rows with a line search, so"
                + " optimizer.schedule.name must be constant or left out"),
        rest(
            "optimizer:\n  name: l-bfgs\n  averaging: 0.9\n",
            "j.yaml:4: l-bfgs makes full steps over all rows with a line search, so"
                + " optimizer.averaging must be 0 or left out"),
        rest(
            "optimizer:\n  name: l-bfgs\n  weightDecaySchedule: cosine\n  rateFactors:\n"
                + "    bias: 0.5\n    members: 2\nnetwork:\n  dropoutSchedule: step\n",
            "j.yaml:4: l-bfgs makes full steps over all rows with a line search, so"
                + " optimizer.weightDecaySchedule must be constant or left out",
            "j.yaml:6: l-bfgs makes full steps over all rows with a line search, so"
                + " optimizer.rateFactors.bias must be 1 or left out",
            "j.yaml:7: l-bfgs makes full steps over all rows with a line search, so"
                + " optimizer.rateFactors.members must be 1 or left out",
            "j.yaml:9: l-bfgs makes full steps over all rows with a line search, so"
                + " network.dropoutSchedule must be constant or left out"),
        rest(
            "optimizer: {schedule: {name: cosineLog, cycles: 31}}\n",
            "j.yaml:2: optimizer.schedule.cycles must be an integer from 1 to 30, or null; got 31"),
        rest(
            "optimizer: {name: adam, rho: 0.5}\n",
            "j.yaml:2: adam does not use optimizer.rho; it takes beta1, beta2, epsilon"),
        rest(
            "optimizer: {schedule: {name: constant, every: 2}}\n",
            "j.yaml:2: constant does not use optimizer.schedule.every; it takes no settings of its"
                + " own"),
        rest(
            "loss: poisson\n" + "training: {batchSize: all, localSteps: 4}\n",
            "j.yaml:3: localSteps needs mini-batches: with batchSize all an epoch is one step"),
        rest(
            "recipe: plain\n" + "loss: squared\n" + "calibration: temperature\n",
            "j.yaml:4: calibration temperature is fitted to validation rows and there are none; give"
                + " data.split.validation",
            "j.yaml:4: calibration \"temperature\" applies to probabilities of classes or labels,"
                + " which a regression does not predict; it must be none"),
        rest(
            "recipe: plain\nloss: softmaxCrossEntropy\ncalibration: unsmooth\n",
            "j.yaml:4: calibration unsmooth is fitted to validation rows and there are none; give"
                + " data.split.validation"),
        rest(
            "task: regression\nloss: {smoothing: 0.1}\n",
            "j.yaml:3: loss.smoothing applies to classes or labels, which a regression does not"
                + " predict; it must be 0 or left out"),
        rest(
            "task: classification\nnetwork: {clampOutput: true}\n",
            "j.yaml:3: network.clampOutput needs a loss of real numbers, one of squared, absolute,"
                + " huber, quantile; got softmaxCrossEntropy"),
        rest(
            "task: regression\ncalibration: unsmooth\nstopping: {monitor: auc}\n",
            "j.yaml:3: calibration \"unsmooth\" applies to probabilities of classes or labels,"
                + " which a regression does not predict; it must be none",
            "j.yaml:4: monitor must be auto, trainLoss, validationLoss or one of [rmse, mae, r2,"
                + " mape], got \"auc\""),
        rest(
            "loss: softmaxCrossEntropy\nstopping: {monitor: r2}\n",
            "j.yaml:3: monitor must be auto, trainLoss, validationLoss or one of [accuracy, logLoss,"
                + " auc, balancedAccuracy, f1, brier], got \"r2\""),
        file(
            "data: {path: d, label: [y, z]}\ntask: classification\nstopping: {monitor: mae}\n",
            "j.yaml:3: monitor must be auto, trainLoss, validationLoss or one of [accuracy, logLoss,"
                + " auc, balancedAccuracy, f1, brier], got \"mae\""),
        rest(
            "task: regression\nloss: softmaxCrossEntropy\n",
            "j.yaml:2: task regression cannot be trained with loss softmaxCrossEntropy; leave one of"
                + " them out, or set it to auto"),
        file(
            "data: {path: d, label: [y, z]}\nloss: softmaxCrossEntropy\n",
            "j.yaml:2: loss softmaxCrossEntropy needs one label that names the class, but data.label"
                + " lists 2 columns; use sigmoidCrossEntropy"),
        file(
            "data: {path: d, label: y, format: cvs}\n",
            "j.yaml:1: data.format must be csv, json, parquet, orc, libsvm, text, xml, idx, table, or"
                + " another source that Spark knows; got \"cvs\"; did you mean \"csv\"?"),
        file(
            "data: {path: d, label: y, standardizeLabel: true}\nloss: poisson\n",
            "j.yaml:1: data.standardizeLabel needs a loss of real numbers, one of squared, absolute,"
                + " huber, quantile; got poisson"));
  }

  static Stream<Case> overrides() {
    return Stream.of(
        override(
            "optimizer.learningRate=abc",
            "optimizer.learningRate must be a number greater than 0, or null; got \"abc\""),
        new Case(
            "name: x\ndata:\n  path: d\n",
            List.of("data.options.password=secret"),
            List.of(
                "j.yaml:2: data.label is missing: the column to predict; a list of columns trains"
                    + " several outputs")),
        override(
            "optimizer.learnRate=1",
            "unknown key \"optimizer.learnRate\"; did you mean \"optimizer.learningRate\"?"),
        override(
            "optimiser.name=sgd",
            "unknown key \"optimiser.name\"; did you mean \"optimizer.name\"?"),
        override("lr=1", "unknown key \"lr\"; did you mean \"optimizer.learningRate\"?"),
        override("hidden=[1]", "unknown key \"hidden\"; did you mean \"network.hidden\"?"),
        override(
            "data.split.test.paths=t.csv",
            "unknown key \"data.split.test.paths\"; did you mean \"data.split.test.path\"?"),
        override(
            "data.split.validation.columns=v",
            "unknown key \"data.split.validation.columns\"; did you mean"
                + " \"data.split.validation.column\"?"),
        override(
            "data.split.tets.path=t.csv",
            "unknown key \"data.split.tets.path\"; did you mean \"data.split.test.path\"?"),
        override("path=t.csv", "unknown key \"path\"; did you mean \"data.path\"?"),
        override("seed", "must be key=value, such as optimizer.learningRate=0.01"),
        override("=3", "must be key=value, such as optimizer.learningRate=0.01"),
        override("seed=", "seed must be an integer; got nothing"),
        override(
            "data.path=*.csv", "a value that begins with * needs quotes: 'data.path=\"*.csv\"'"),
        override("name=*", "a value that begins with * needs quotes: 'name=\"*\"'"),
        override("name=*n", "a value that begins with * needs quotes: 'name=\"*n\"'"),
        override("data.options.sep=~", NULL + "'data.options.sep=\"~\"'"),
        override("data.options.nullValue=null", NULL + "'data.options.nullValue=\"null\"'"),
        override("data.options.quote=", NULL + "'data.options.quote=\"\"'"),
        override("data.options={sep: ~}", TEXTS + "nothing for \"sep\"; " + NULL + "\"~\""),
        override(
            "network.hidden=[1",
            "not YAML: expected ',' or ']', but got <stream end> while parsing a flow sequence"),
        override(
            "network.hidden=64,32",
            "network.hidden must be a list of integers of at least 1; got \"64,32\"; a list has brackets: [64,32]"),
        override(
            "optimizer={clipNorm: 1,5}",
            "unknown key \"5\"; in braces a comma ends a value: write decimals with a point, as 0.01"),
        rest("output: ~/runs\n", "j.yaml:2: output" + HOME),
        override("output=~/runs", "output" + HOME),
        override("data.path=~/d.csv", "data.path" + HOME),
        override("data.split.test={path: ~/t.csv}", "data.split.test" + HOME),
        override("network={hiden: 3}", "unknown key \"hiden\"; did you mean \"hidden\"?"),
        new Case(
            JobReaderTest.LEAST,
            List.of("data.split.validation=null", "stopping.monitor=accuracy"),
            List.of(
                "override \"stopping.monitor=accuracy\": accuracy is measured on validation rows and"
                    + " there are none; give data.split.validation or watch trainLoss")),
        override(
            "data.split.validation=automatic",
            "data.split.validation must be " + PART + ", or auto; got \"automatic\""),
        override("data.split.test=auto", "data.split.test must be " + PART + "; got \"auto\""));
  }

  private static final String PART =
      "a fraction in (0, 1), \"last n\" with n rows, {column: …}, {path: …}, or null";

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrongAndWhere(Case broken) {
    JobFileException thrown =
        catchThrowableOfType(
            JobFileException.class,
            () -> JobReader.read("j.yaml", broken.text(), broken.overrides()));
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage().lines()).containsExactlyElementsOf(broken.lines());
  }
}
