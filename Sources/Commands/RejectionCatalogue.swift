/// Every rejection there is, by family, for the published list of problems. A test holds it complete.
extension Rejection {
    package static let all: [Rejection] = [
        .notAllowed, .notRegistered, .levelTooLow, .unknownDossier,
        .lawNotOfOffice, .budgetExists, .functionsDoNotAddUp, .wlzPeriodTooLong, .wlzFunction,
        .functionTotalIsWlz, .freeAmountIsComputed, .freeAmountAboveGrant, .budgetOverlaps,
        .unknownClaim, .claimNotWaiting, .amountTooLarge, .claimExists, .caregiverMayNotFile, .unknownLine,
        .lineIsWage, .wrongUnit,
        .nothingToAssess, .partNotYours, .contractExists, .unknownCaregiver, .ownCaregiver, .unknownBudget,
        .contractOpen, .unknownContract, .alreadyEnded, .notApproved, .endsBeforeStart, .endsAfterTerm,
        .paidAfterLastDay, .alreadySigned, .underAssessment, .notOpenForChange, .contractFaults, .reviseFirst,
        .exceptionOfWlz, .notShared, .termsChanged, .bankAccountMissing, .caregiverSignsFirst, .sameSigner, .noSvb,
        .nothingToKeep, .firstVersionStarts, .secondAssessor, .notAnAssessor, .notRejected, .changeDay, .contractOver,
        .notYetApproved, .changePending, .startStays, .noChange, .noFixedTerm, .termNotLonger, .noRenewalNotice,
        .outsideTerm, .dayInFuture, .alreadySick, .notSick, .recoversBeforeSick, .notAReplacement, .caregiverIsSick,
        .noticeTooShort, .noProbation, .probationOver, .alreadyOver, .employmentNeedsNotice, .onlyPersonsDie,
        .onlyInstitutions, .notInRegister,
        .staleRevision, .idNotFree,
        .auditorOnly, .fourEyes, .officeExists, .svbExists, .officeCodeTaken, .unknownOffice, .unknownEmployee,
        .notAGranter,
        .agbTaken, .kvkTaken, .partyExists, .bsnTaken, .bornInTheFuture, .unknownParty,
        .unknownPayment, .paymentReturned, .dayNotCome, .beforeRun, .paymentNotMade, .paymentNotReturned,
        .alreadyRepeated,
        .freeAmountTaken, .balanceShort, .noMonthlyWage, .monthNotBegun, .contractNotActive,
        .representsHimself, .exclusiveTaken, .unknownRepresentative, .recordedByAnother,
        .unknownMessage,
        .documentExists, .nameContract, .documentsFull,
    ]
}
