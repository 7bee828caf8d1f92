// Where a time zone is asked for the first time, begin with that of this computer.
const field = document.querySelector("select[data-own-zone]");
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
if (field && [...field.options].some((option) => option.value === timeZone)) field.value = timeZone;
