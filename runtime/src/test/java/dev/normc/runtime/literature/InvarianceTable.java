package dev.normc.runtime.literature;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which changes of its first input each norm of the library does not see in its first output, in training and with
 * every eps at 0: a positive factor, or a term, for each place along some axes. {@code []} stands for one number for
 * the whole input, {@code -} for none at all.
 */
final class InvarianceTable {

    private static final String ROWS = """
            ActNorm scale - shift -
            AdaIn scale [N,C] shift [N,C]
            AdaLayerInstanceNorm scale [N] shift [N]
            AdaLayerNorm scale [B,T] shift [B,T]
            AdaLayerNormZero scale - shift -
            AdaNorm scale [N] shift [N]
            AddLayerNorm scale - shift -
            AddRmsNorm scale - shift -
            AttentiveNorm scale - shift -
            BatchChannelMixture scale [] shift []
            BatchChannelNorm scale [G,K] shift [G,K]
            BatchInstanceNorm scale [C] shift [C]
            BatchNorm scale [C] shift [C]
            BatchNorm2d scale [C] shift [C]
            BatchRenorm scale - shift -
            BatchRenormFull scale [C] shift [C]
            CentredWeight scale - shift [O]
            ConditionalBatchNorm scale [C] shift [C]
            ContraNorm scale - shift -
            CosineNorm scale [N] shift -
            CrmsNorm scale [N] shift -
            CumulativeBatchNorm scale [C] shift [C]
            CumulativeLayerNorm scale [N] shift [N]
            DeepNorm scale - shift [N]
            Demodulation scale [O] shift -
            Derf scale - shift -
            DetachNorm scale [N] shift [N]
            DiminishingBatchNorm scale - shift -
            DivisiveNorm scale - shift [N]
            DomainBatchNorm scale [C] shift [C]
            DyAlgebraic scale - shift -
            DyAsinh scale - shift -
            DyAtan scale - shift -
            DyHardTanh scale - shift -
            DyIsru scale - shift -
            DyIsruSoftplus scale - shift -
            DySigmoid scale - shift -
            DySoftsign scale - shift -
            DyT scale - shift -
            DyTSoftplus scale - shift -
            EmaNorm scale - shift -
            EvoNormB0 scale [C] shift -
            EvoNormB1 scale - shift -
            EvoNormB2 scale [C] shift -
            EvoNormS0 scale - shift -
            EvoNormS1 scale - shift -
            EvoNormS2 scale - shift -
            FilterResponseNorm scale [N,C] shift -
            FilterResponseNormLearnedEps scale - shift -
            GatedRmsNorm scale [N] shift -
            GemmaRmsNorm scale [N] shift -
            GhostBatchNorm scale [S,C] shift [S,C]
            GlobalResponseNorm scale - shift -
            GradNorm scale - shift -
            GraphNorm scale [C] shift -
            GroupNorm scale [N,G] shift [N,G]
            GroupedGatedRmsNorm scale [N,G] shift -
            HybridNorm scale [N] shift -
            InstanceEnhancementBatchNorm scale - shift -
            InstanceLayerNorm scale [N] shift [N]
            InstanceNorm scale [N,C] shift [N,C]
            InstanceNormRunning scale [N,C] shift [N,C]
            IterNorm scale [G] shift [G,K]
            Keel scale - shift [N]
            L1BatchNorm scale [C] shift [C]
            L1Norm scale [N] shift -
            LInfBatchNorm scale [C] shift [C]
            L2Norm scale [N] shift -
            LayerNorm scale [N] shift [N]
            LayerNormScaling scale [N] shift [N]
            LayerScale scale - shift -
            LearnedLpNorm scale [N] shift -
            LocalResponseNorm scale - shift -
            LogSoftmax scale - shift [N]
            LpNorm scale [N] shift -
            Mabn scale [C] shift -
            MaskedBatchNorm scale [C] shift [C]
            MaskedSoftmax scale - shift [N]
            MaskedSyncBatchNorm scale - shift -
            MinMaxNorm scale [N] shift [N]
            ModeNorm scale - shift -
            ModulatedRmsNorm scale [B,T] shift -
            MomentShortcut scale - shift -
            NgptQkNorm scale [B,H,T] shift -
            NgptUpdate scale [N] shift -
            NormFormer scale - shift -
            NormInNorm scale [] shift []
            OnlineNorm scale - shift -
            PairNorm scale [] shift [C]
            PairNormScs scale - shift -
            PairNormSi scale [] shift [C]
            PartialRmsNorm scale [N] shift -
            PearsonNorm scale [N] shift [N]
            PerChannelEnergyNorm scale - shift -
            PeriNorm scale - shift -
            PixelNorm scale [N,H,W] shift -
            PolyNorm scale [N] shift -
            PopArt scale - shift -
            PositionalNorm scale [N,H,W] shift [N,H,W]
            PostNorm scale - shift [N]
            PowerNorm scale - shift -
            PowerNormGrouped scale [T,B,G] shift -
            PowerNormReleased scale [C] shift -
            PowerNormV scale [C] shift -
            ProgressiveRepBatchNorm scale - shift -
            ProxyNorm scale - shift -
            QkLayerNorm scale [B,H,T] shift [B,H,T]
            QkNorm scale [B,H,T] shift -
            QkRmsNorm scale [B,H,T] shift -
            RangeBatchNorm scale [C] shift [C]
            ReZero scale - shift -
            RegularizedBatchNorm scale [C] shift -
            RepBatchNorm scale - shift -
            RepresentativeBatchNorm scale [C] shift [C]
            ResiDual scale - shift [N]
            RevIn scale [N,C] shift [N,C]
            RevInDenorm scale - shift -
            RmsNorm scale [N] shift -
            RmsNormOriginal scale [N] shift -
            RunningNorm scale - shift -
            SandwichBatchNorm scale [C] shift [C]
            SandwichNorm scale - shift -
            ScaleNorm scale [N] shift -
            ScaledWeightStandardization scale [O] shift [O]
            SeeDNorm scale - shift -
            SeeDNormHeads scale - shift -
            Sinkhorn scale - shift [N,I]
            Softmax scale - shift [N]
            SoftmaxOne scale - shift -
            Spade scale [C] shift [C]
            Sparsemax scale - shift [N]
            SpectralNorm scale [] shift -
            SplitBatchNorm scale [S,C] shift [S,C]
            SubLayerNorm scale - shift -
            SwitchableNorm scale [] shift []
            TaskNorm scale [C] shift [C]
            TransNorm scale [G,C] shift -
            UnifiedNorm scale [C] shift -
            VirtualBatchNorm scale - shift -
            WeightNorm scale [O] shift -
            WeightStandardization scale [O] shift [O]
            ZScoreNorm scale [N] shift [N]
            """;

    private static final Map<String, String> BY_NORM = ROWS.lines()
            .map(row -> row.split(" ", 2))
            .collect(Collectors.toUnmodifiableMap(sides -> sides[0], sides -> sides[1]));

    private InvarianceTable() {}

    /** As in {@code scale [N] shift [N]}. */
    static String of(String norm) {
        return Objects.requireNonNullElse(BY_NORM.get(norm), "a row for " + norm);
    }
}
